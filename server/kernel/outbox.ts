/**
 * The outbox: what is to be told on Strapi's event hub is written in the transaction of what it tells of, and told after the
 * commit (L44). Here it is written; the room `outbox` tells it. Rooms of every storey write to it, so it stands below them all.
 */
import type { Knex } from 'knex';
import type { MemberId, NoticeHead, NoticeName, RewardsEvents } from '../contract';
import { type Clock, toIso } from './clock';
import type { Db, Dialect } from './dialect';
import { code, instant, integer, json, longText, memberId, nullable } from './fields';
import type { IdSource } from './ids';
import { type Write, writeRows } from './rows';
import { defineTable, index } from './table';
import { onCommit } from './transaction';

export const outboxTable = defineTable({
  name: 'outbox',
  table: 'rewards_outbox',
  // The database's numbers are the order in which a member is told.
  isNumbered: true,
  fields: {
    event: code<NoticeName>(),
    member: memberId(),
    payload: json<NoticeHead>(),
    createdAt: instant(),
    attempts: integer(),
    /** 0: not told yet; null: it failed for good. */
    nextAttemptAt: nullable(instant()),
    lastError: nullable(longText()),
  },
  indexes: [index('outbox_waiting', 'next_attempt_at', 'id')],
});

/** Something that is to be told, without what the outbox adds to it. */
export type Notice = {
  readonly [Name in NoticeName]: {
    readonly event: Name;
    readonly member: MemberId;
    /** What it tells of has an id that no other event can have; else it gets one. */
    readonly id?: string;
    readonly says: Omit<RewardsEvents[Name], keyof NoticeHead>;
  };
}[NoticeName];

export interface Outbox {
  /** Whether anybody wants to be told; where not, nothing needs to be found out. */
  wants(event: NoticeName): boolean;
  /** The rows of notices, for a transaction that writes them together with others: what is unwanted is left out. */
  rows(trx: Knex.Transaction, notices: readonly Notice[]): Write;
  /** Writes notices down, in the order given. They are told once what writes them is committed. */
  write(db: Db, notices: readonly Notice[]): Promise<void>;
}

export interface OutboxDependencies {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly wanted: ReadonlySet<NoticeName>;
  /** Called when notices are committed, outside of what wrote them. */
  readonly onCommitted: () => void;
}

/** @see Outbox */
export function createOutbox({ dialect, clock, newId, wanted, onCommitted }: OutboxDependencies): Outbox {
  const noted = new WeakSet<Knex.Transaction>();

  function noteCommit(trx: Knex.Transaction): void {
    if (noted.has(trx)) return;
    noted.add(trx);
    onCommit(trx, onCommitted);
  }

  function rows(notices: readonly Notice[]): Write {
    const now = clock.now();
    const at = toIso(now);
    const due = notices.filter(({ event }) => wanted.has(event));
    return outboxTable.inserted(
      due.map(({ event, member, id = newId(now), says }) => ({
        event,
        member,
        payload: { id, at, member, ...says },
        createdAt: now,
        attempts: 0,
        nextAttemptAt: 0,
        lastError: null,
      })),
    );
  }

  return {
    wants: (event) => wanted.has(event),
    rows(trx, notices) {
      const write = rows(notices);
      if (write.rows.length > 0) noteCommit(trx);
      return write;
    },
    async write(db, notices) {
      const write = rows(notices);
      if (write.rows.length === 0) return;
      await writeRows(db, dialect, [write]);
      if (db.isTransaction) noteCommit(db as Knex.Transaction);
      else onCommitted();
    },
  };
}
