/** Whoever listens on Strapi's event hub, and the outbox from which they are told. */
import type { Core } from '@strapi/types';
import type { Knex } from 'knex';

import { NOTICE_NAMES, type NoticeHead, type NoticeName, type RewardsEvents } from '../../server/contract';
import { until } from './tasks';

export type Heard = { [Name in NoticeName]: { readonly event: Name } & RewardsEvents[Name] }[NoticeName];

export interface Ears {
  /** What was heard, in order. */
  readonly heard: readonly Heard[];
  of(member: string): Heard[];
  /** What was heard of a member, without what is other each time. */
  saidOf(member: string): object[];
  forget(): void;
  cover(): void;
}

/**
 * Listens to everything that comes out of the outbox.
 *
 * @param first called with each event before it counts as heard; may throw, and take its time
 */
export function listen(strapi: Core.Strapi, first?: (heard: Heard) => Promise<void> | void): Ears {
  let heard: Heard[] = [];
  const listeners = NOTICE_NAMES.map((event) => {
    const listener = async (payload: NoticeHead): Promise<void> => {
      const one = { event, ...payload } as Heard;
      await first?.(one);
      heard.push(one);
    };
    strapi.eventHub.on(event, listener as never);
    return { event, listener };
  });
  const of = (member: string) => heard.filter((one) => one.member === member);
  return {
    get heard() {
      return heard;
    },
    of,
    saidOf: (member) => of(member).map(({ id: _, at: __, member: ___, ...said }) => said),
    forget: () => void (heard = []),
    cover() {
      for (const { event, listener } of listeners) strapi.eventHub.off(event, listener as never);
    },
  };
}

/** The rows of the outbox, oldest first. */
export const waitingIn = (knex: Knex): Promise<Record<string, unknown>[]> =>
  knex('rewards_outbox').select('*').orderBy('id');

/** Waits until nothing waits to be told for the first time, or again at once. */
export const untilTold = (knex: Knex, patience = 30_000): Promise<void> =>
  until(
    async () => (await knex('rewards_outbox').where('next_attempt_at', 0).first('id')) === undefined,
    'the outbox was empty',
    { patience },
  );
