import type { AffiliateRelatedDto } from '../../contract';
import { roundedToPlaces } from './places';

/** What a report says where there is nothing to say. */
export const NONE = 'N/A';

/** Whom or what an event is about, as far as it says. */
export interface RelatedIds {
  readonly userId: string | null;
  readonly transactionId: string | null;
  readonly accountId: string | null;
  readonly linkId: string | null;
}

/** By what names the partner of an event is known: to the event, and to its link. */
export interface PartnerIds {
  readonly pid: string | null;
  readonly linkPid: string | null;
  readonly linkStag: string | null;
  readonly linkExternalId: string | null;
}

/** What led to an event, as the affiliate system knows it. */
export interface ActionIds {
  readonly actionId: string | null;
  readonly clickId: string | null;
  readonly tid: string | null;
}

/** C7, F18. What an event is about: the first there is of user, transaction, account and link. */
export function relatedOf({ userId, transactionId, accountId, linkId }: RelatedIds): AffiliateRelatedDto | null {
  if (userId) return { kind: 'user', id: userId };
  if (transactionId) return { kind: 'transaction', id: transactionId };
  if (accountId) return { kind: 'account', id: accountId };
  return linkId ? { kind: 'link', id: linkId } : null;
}

const PREFIX: Readonly<Record<AffiliateRelatedDto['kind'], string>> = {
  user: 'User ',
  transaction: 'Transaction ',
  account: '',
  link: 'Link ',
};

/** C7, F18. `User …`, else `Transaction …`, else the account's id, else `Link …`, else N/A. */
export function relatedIdLabel(ids: RelatedIds): string {
  const related = relatedOf(ids);
  return related ? PREFIX[related.kind] + related.id : NONE;
}

/** C7, F18. The event's pid, else the link's pid, stag or external id, else N/A. */
export const partnerLabel = ({ pid, linkPid, linkStag, linkExternalId }: PartnerIds): string =>
  firstOf(pid, linkPid, linkStag, linkExternalId);

/** C7. The action's id, else the click's, else the tid, else N/A. */
export const actionLabel = ({ actionId, clickId, tid }: ActionIds): string => firstOf(actionId, clickId, tid);

/**
 * C10, F18. `EUR 1,234.50`: in two decimals, rounded half away from zero, however many digits the amount has; N/A when there
 * is none.
 *
 * @param amount a plain decimal (F3)
 */
export const amountLabel = (currency: string, amount: string | null): string =>
  amount === null ? NONE : `${currency} ${grouped(roundedToPlaces(amount))}`;

/** An empty id is none: nobody could tell it from nothing. */
const firstOf = (...ids: readonly (string | null)[]): string => ids.find((id) => id) ?? NONE;

/** Commas between the thousands, as the admin has them in English. */
function grouped(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return `${whole.replace(/\d(?=(\d{3})+$)/g, '$&,')}.${fraction}`;
}
