import { sha256 } from '../../kernel';
import { moneyOf } from '../money';
import type { AffiliateSystem } from '../systems/system-store';
import type { RecordDependencies } from './dependencies';
import type { Act, Delivery, RecordedEvent, StoredEvent } from './event-store';
import type { LinkVersion } from './link-store';
import type { AskedEvent } from './validate';

/** An event that is ready to be written down, and what is done with it at once. */
export interface Drawn {
  readonly stored: StoredEvent;
  readonly act: Act | null;
}

type Said = Omit<AskedEvent, 'system' | 'link'>;
/** What an event says of itself; what it says nothing of may be null. */
export type EventToDraw = {
  readonly [Name in keyof Said]: undefined extends Said[Name] ? Said[Name] | null : Said[Name];
};

/** What an event names, found. */
export interface Named {
  readonly system: AffiliateSystem;
  readonly link: LinkVersion | null;
  /** F14. The event that it corrects. */
  readonly corrects?: string;
  /** F14. Why it is never sent, though the system wants it. */
  readonly calledOff?: string;
}

/** F1 to F3. An event as it is stored: its money found, its lane told, and whether it is sent at all. */
export function drawUp(
  { clock, newId }: Pick<RecordDependencies, 'clock' | 'newId'>,
  named: Named,
  asked: EventToDraw,
): Drawn {
  const { system, link } = named;
  const now = clock.now();
  const event = toRecorded(asked, named, { id: newId(now), createdAt: now });
  const why = named.calledOff ?? whyUnwanted(system, asked.type);
  const status = named.calledOff === undefined ? 'not_qualified' : 'cancelled';
  const delivery = toDelivery(event, asked, link);
  const stored: StoredEvent = {
    event,
    delivery: why === null ? delivery : { ...delivery, status, lane: null, dueAt: null, error: why },
    system: { id: system.id, code: system.code, name: system.name },
    link,
  };
  if (why === null) return { stored, act: null };
  const act = status === 'cancelled' ? 'cancel' : status;
  return { stored, act: { id: newId(now), event: event.id, act, reason: why, actor: null, at: now } };
}

/** F1. The unique form of an external id: the same on databases that fold case or trailing blanks. */
const eventKey = (system: string, externalId: string): string => sha256(JSON.stringify([system, externalId]));

/** F9. The lane of a subject to a system. */
export const laneOf = (system: string, subject: string): string => sha256(JSON.stringify([system, subject]));

const toRecorded = (
  asked: EventToDraw,
  { system, corrects }: Named,
  made: Pick<RecordedEvent, 'id' | 'createdAt'>,
): RecordedEvent => ({
  ...made,
  system: system.id,
  externalId: asked.externalId,
  key: eventKey(system.id, asked.externalId),
  kind: asked.kind ?? null,
  subject: asked.subject ?? asked.member ?? asked.userId ?? asked.accountId ?? asked.clickId ?? null,
  member: asked.member ?? null,
  userId: asked.userId ?? null,
  transactionId: asked.transactionId ?? null,
  accountId: asked.accountId ?? null,
  actionId: asked.actionId ?? null,
  clickId: asked.clickId ?? null,
  tid: asked.tid ?? null,
  payload: asked.payload,
  requestBody: asked.requestBody,
  causeEntry: asked.causeEntry ?? null,
  causePayout: asked.causePayout ?? null,
  corrects: corrects ?? null,
  actor: asked.actor ?? null,
});

function toDelivery(
  event: RecordedEvent,
  { type, pid }: Pick<EventToDraw, 'type' | 'pid'>,
  link: LinkVersion | null,
): Delivery {
  const { amount, currency } = moneyOf(event);
  return {
    ...{ id: event.id, system: event.system, type, status: 'pending', pid: pid ?? null },
    ...{ linkVersion: link?.id ?? null, currency, amount, createdAt: event.createdAt },
    // Without a subject it waits for nobody.
    lane: laneOf(event.system, event.subject ?? event.id),
    dueAt: event.createdAt,
    ...{ claim: null, claimedAt: null, askedBy: null, attempts: 0, round: 0, sentAt: null, error: null, url: null },
  };
}

/** F2. Why a system is not told of an event; null when it is. */
const whyUnwanted = ({ name, settings }: AffiliateSystem, type: string): string | null =>
  settings.types === null || settings.types.includes(type) ? null : `${name} takes no events of type "${type}".`;
