/** V8, C13. A program outside has affiliate events recorded, by an API token of Strapi: the service, with the token as who did it. */
import type { z } from 'zod';
import type {
  Actor,
  AffiliateDoorEventDto,
  AffiliateEventDto,
  AffiliateEventInput,
  AffiliatesService,
} from '../../contract';
import { contentAction, type SiteController } from '../../kernel/content-api';
import { givenOf } from '../shop';
import { AFFILIATE_BATCH, AFFILIATE_EVENT, EVENT_OF_BATCH } from './affiliate-schemas';
import { countsOf, recordLines } from './batch';
import { tokenOf } from './token';

export interface AffiliateDoorDependencies {
  readonly affiliates: Pick<AffiliatesService, 'record' | 'recordMany'>;
}

export const affiliateEventController = ({ affiliates }: AffiliateDoorDependencies): SiteController => ({
  create: contentAction(AFFILIATE_EVENT, 'private', async (asked, ctx) => {
    const { event, replayed } = await affiliates.record(toInput(asked, tokenOf(ctx)));
    return { data: toDoor(event, replayed) };
  }),
  createMany: contentAction(AFFILIATE_BATCH, 'private', async ({ events }, ctx) => {
    const work = { schema: EVENT_OF_BATCH, toInput, record: affiliates.recordMany, toTold: toDoor };
    const lines = await recordLines(work, events, tokenOf(ctx));
    return { data: lines, meta: countsOf(lines) };
  }),
});

type ToldEvent = z.output<typeof EVENT_OF_BATCH>;

const toInput = ({ system, externalId, type, ...others }: ToldEvent, actor: Actor): AffiliateEventInput => ({
  ...{ system, externalId, type, ...givenOf(others), actor },
});

const toDoor = (event: AffiliateEventDto, replayed: boolean): AffiliateDoorEventDto => {
  const { id, system, externalId, type, status, createdAt, amount, currency } = event;
  return { id, system: system.code, externalId, type, status, createdAt, amount, currency, replayed };
};
