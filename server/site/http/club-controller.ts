/** V8, A10. A program outside has events recorded, by an API token of Strapi: the service, with the token as who did it. */
import { z } from 'zod';
import type { Actor, ClubDoorEventDto, ClubEventDto, ClubEventInput, ClubService } from '../../contract';
import { RewardsError } from '../../kernel';
import { contentAction, type SiteController } from '../../kernel/content-api';
import { givenOf } from '../shop';
import { countsOf, recordLines } from './batch';
import { CLUB_BATCH, CLUB_DOOR_FIELDS, CLUB_EVENT } from './club-schemas';
import { tokenOf } from './token';

export interface ClubDoorDependencies {
  readonly club: Pick<ClubService, 'record' | 'recordMany'>;
  /** E24. */
  readonly clubWorker: { readonly isOn: boolean };
}

export const clubEventController = ({ club, clubWorker }: ClubDoorDependencies): SiteController => {
  const open = () => {
    if (!clubWorker.isOn) throw new RewardsError('CLUB_OFF');
  };
  return {
    create: contentAction(CLUB_EVENT, 'private', async (asked, ctx) => {
      open();
      const { event, replayed } = await club.record(toInput(asked, tokenOf(ctx)));
      return { data: toDoor(event, replayed) };
    }),
    createMany: contentAction(CLUB_BATCH, 'private', async ({ events }, ctx) => {
      open();
      const work = { schema: EVENT_OF_BATCH, toInput, record: club.recordMany, toTold: toDoor };
      const lines = await recordLines(work, events, tokenOf(ctx));
      return { data: lines, meta: countsOf(lines) };
    }),
  };
};

/** One event of a batch, without who has it recorded, which is the token. */
const EVENT_OF_BATCH = z.strictObject(CLUB_DOOR_FIELDS, 'must be an object.');
type ToldEvent = z.output<typeof EVENT_OF_BATCH>;

const toInput = ({ source, externalId, type, ...others }: ToldEvent, actor: Actor): ClubEventInput => ({
  ...{ source, externalId, type, ...givenOf(others), actor },
});

const toDoor = (event: ClubEventDto, replayed: boolean): ClubDoorEventDto => {
  const { id, source, externalId, type, status, receivedAt } = event;
  return { id, source, externalId, type, status, receivedAt, replayed };
};
