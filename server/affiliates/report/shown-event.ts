import {
  AFFILIATE_LIMITS,
  AFFILIATE_REPORT_ACTS,
  type AffiliateEventRowDto,
  type AffiliateEventStatus,
  type AffiliateReportAct,
  type AffiliateShownEventDto,
} from '../../contract';
import { canBeActedOn } from '../acts/rules';
import { toEventDto } from '../event-dto';
import { savedPayloadText } from '../money';
import type { StoredEvent } from '../record/event-store';
import { NONE, partnerLabel, type PartnerIds, type RelatedIds, relatedOf } from './labels';
import { roundedToPlaces } from './places';

/** C7. What an event may be about. */
export const relatedIds = ({ event, link }: StoredEvent): RelatedIds => ({
  userId: event.userId,
  transactionId: event.transactionId,
  accountId: event.accountId,
  linkId: link?.link ?? null,
});

/** C7. By what the partner of an event may be known. */
export const partnerIds = ({ delivery, link }: StoredEvent): PartnerIds => ({
  pid: delivery.pid,
  linkPid: link?.pid ?? null,
  linkStag: link?.stag ?? null,
  linkExternalId: link?.externalId ?? null,
});

/** F3. What was or will be sent, as text. */
export const savedPayload = ({ event }: StoredEvent): string => savedPayloadText(event);

/** An event as the report shows it. */
export function toShownEvent(stored: StoredEvent): AffiliateShownEventDto {
  const partner = partnerLabel(partnerIds(stored));
  const { amount, status } = stored.delivery;
  return {
    ...toEventDto(stored),
    related: relatedOf(relatedIds(stored)),
    partner: partner === NONE ? null : partner,
    shownAmount: amount === null ? null : roundedToPlaces(amount),
    allows: actsOn(status),
  };
}

/** The same as a row of the list. */
export const toRow = (stored: StoredEvent): AffiliateEventRowDto => ({
  ...toShownEvent(stored),
  payload: cut(savedPayload(stored)),
});

const actsOn = (status: AffiliateEventStatus): readonly AffiliateReportAct[] =>
  AFFILIATE_REPORT_ACTS.filter((act) => canBeActedOn(status, act));

/** Never within a sign. */
function cut(text: string): string {
  const shown = text.slice(0, AFFILIATE_LIMITS.shownPayload);
  return /\p{Surrogate}$/u.test(shown) ? shown.slice(0, -1) : shown;
}
