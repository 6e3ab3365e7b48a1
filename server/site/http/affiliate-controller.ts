/** V8, C13. A program outside has affiliate events recorded, by an API token of Strapi: the service, with the token as who did it. */
import type { z } from 'zod';
import type {
  Actor,
  AffiliateDoorCountsDto,
  AffiliateDoorEventDto,
  AffiliateDoorLineDto,
  AffiliateEventDto,
  AffiliateEventInput,
  AffiliatesService,
} from '../../contract';
import { present, refusalOr, RewardsError } from '../../kernel';
import { contentAction, type SiteController } from '../../kernel/content-api';
import { parseInput } from '../../kernel/http';
import { givenOf } from '../shop';
import { AFFILIATE_BATCH, AFFILIATE_EVENT, type BatchLine, EVENT_OF_BATCH } from './affiliate-schemas';
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
    const lines = await recordLines(affiliates, events, tokenOf(ctx));
    return { data: lines, meta: countsOf(lines) };
  }),
});

/** F1. Has the events of a batch recorded, each with an outcome of its own, in their order. */
async function recordLines(
  affiliates: AffiliateDoorDependencies['affiliates'],
  lines: readonly BatchLine[],
  actor: Actor,
): Promise<AffiliateDoorLineDto[]> {
  const read = lines.map(({ given }) => refusalOr(() => toInput(parseInput(EVENT_OF_BATCH, given), actor)));
  const recorded = await affiliates.recordMany(read.flatMap((one) => (one instanceof RewardsError ? [] : [one])));
  const outcomes = recorded.values();
  return read.map((one, index) => {
    if (one instanceof RewardsError) return { index, event: null, error: one.toDto() };
    const outcome = present(outcomes.next().value, 'the outcome of an event');
    if (!outcome.ok) return { index, event: null, error: outcome.error };
    return { index, event: toDoor(outcome.event, outcome.replayed), error: null };
  });
}

type ToldEvent = z.output<typeof EVENT_OF_BATCH>;

const toInput = ({ system, externalId, type, ...others }: ToldEvent, actor: Actor): AffiliateEventInput => ({
  ...{ system, externalId, type, ...givenOf(others), actor },
});

const toDoor = (event: AffiliateEventDto, replayed: boolean): AffiliateDoorEventDto => {
  const { id, system, externalId, type, status, createdAt, amount, currency } = event;
  return { id, system: system.code, externalId, type, status, createdAt, amount, currency, replayed };
};

function countsOf(lines: readonly AffiliateDoorLineDto[]): AffiliateDoorCountsDto {
  const replayed = lines.filter(({ event }) => event?.replayed).length;
  const refused = lines.filter(({ error }) => error !== null).length;
  return { recorded: lines.length - replayed - refused, replayed, refused };
}
