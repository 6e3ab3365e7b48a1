import type { Knex } from 'knex';
import type { AffiliateActDto, AffiliateAttemptDto, AffiliateEventDetailDto } from '../../contract';
import { RewardsError, toIso, toIsoOrNull } from '../../kernel';
import type { Attempt } from '../delivery/delivery-store';
import { toEventDto } from '../event-dto';
import { type Act, findEvent } from '../record/event-store';
import { readActs, readAttempts, readCorrections } from './history-store';
import { atOneMoment } from './selection-store';
import { savedPayload, toShownEvent } from './shown-event';

/**
 * F13. An event with all that is known of it, as of one instant.
 *
 * @throws AFFILIATE_EVENT_NOT_FOUND
 */
export function eventDetail(db: Knex, id: string): Promise<AffiliateEventDetailDto> {
  return atOneMoment(db, async (trx) => {
    const stored = await findEvent(trx, id);
    if (!stored) throw new RewardsError('AFFILIATE_EVENT_NOT_FOUND', { event: id });
    return {
      event: toShownEvent(stored),
      payload: stored.event.payload,
      requestBody: stored.event.requestBody,
      savedPayload: savedPayload(stored),
      attempts: (await readAttempts(trx, id)).map(toAttemptDto),
      acts: (await readActs(trx, id)).map(toActDto),
      corrections: (await readCorrections(trx, id)).map(toEventDto),
    };
  });
}

const toAttemptDto = ({ startedAt, nextAttemptAt, event: _, ...attempt }: Attempt): AffiliateAttemptDto => ({
  ...attempt,
  startedAt: toIso(startedAt),
  nextAttemptAt: toIsoOrNull(nextAttemptAt),
});

const toActDto = ({ act, actor, reason, at }: Act): AffiliateActDto => ({ act, actor, reason, at: toIso(at) });
