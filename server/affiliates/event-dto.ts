import type { AffiliateEventDto, AffiliateLinkNameDto } from '../contract';
import { toIso, toIsoOrNull } from '../kernel';
import type { StoredEvent } from './record/event-store';
import type { LinkVersion } from './record/link-store';

/** Statuses from which an event is tried again by itself. */
const WAITING = ['pending', 'retried'];

/** An event as the API tells it. */
export function toEventDto({ event, delivery, system, link }: StoredEvent): AffiliateEventDto {
  const { id, externalId, kind, subject, member, causeEntry, causePayout, corrects } = event;
  const { userId, transactionId, accountId, actionId, clickId, tid } = event;
  const { type, status, currency, amount, pid, attempts, error, url } = delivery;
  return {
    ...{ id, system, externalId, type, kind, status },
    createdAt: toIso(event.createdAt),
    sentAt: toIsoOrNull(delivery.sentAt),
    error: status === 'success' ? null : error,
    ...{ amount, currency, pid, link: link && toLinkName(link), subject, member },
    ...{ userId, transactionId, accountId, actionId, clickId, tid },
    attempts,
    nextAttemptAt: WAITING.includes(status) ? toIsoOrNull(delivery.dueAt) : null,
    ...{ url, causeEntry, causePayout, corrects },
  };
}

const toLinkName = ({ link, externalId, affiliate, pid, stag }: LinkVersion): AffiliateLinkNameDto => ({
  id: link,
  ...{ externalId, affiliate, pid, stag },
});
