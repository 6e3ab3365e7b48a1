import {
  AFFILIATE_LIMITS,
  type AffiliateEventInput,
  type AffiliateRecordOutcome,
  type AffiliateRecordResult,
} from '../../contract';
import { besideRefusals, present, refusalOr, RewardsError } from '../../kernel';
import { toEventDto } from '../event-dto';
import type { RecordDependencies } from './dependencies';
import { findByKeys, type StoredEvent } from './event-store';
import { type Drawn, drawUp } from './draw-up';
import { requireSame } from './same-event';
import { readSurroundings, type Surroundings } from './surroundings';
import { type AskedEvent, checkEvent } from './validate';
import { writeEvents } from './write-events';

type Outcome = AffiliateRecordOutcome;

/** F1. Records an event: see `AffiliatesService.record`. */
export async function record(deps: RecordDependencies, input: AffiliateEventInput): Promise<AffiliateRecordResult> {
  const [outcome] = await recordAll(deps, [checkEvent(input)]);
  const said = present(outcome, 'the outcome of the event');
  if (!said.ok) throw new RewardsError(said.error.code, said.error.details);
  return { event: said.event, replayed: said.replayed };
}

/** F1. Records events, each with an outcome of its own: see `AffiliatesService.recordMany`. */
export async function recordMany(
  deps: RecordDependencies,
  inputs: readonly AffiliateEventInput[],
): Promise<readonly Outcome[]> {
  if (!Array.isArray(inputs)) throw new RewardsError('INVALID_INPUT', { field: 'events', problem: 'must be a list.' });
  if (inputs.length > AFFILIATE_LIMITS.events) {
    throw new RewardsError('TOO_MANY', { field: 'events', limit: String(AFFILIATE_LIMITS.events) });
  }
  const checked = (inputs as readonly AffiliateEventInput[]).map((input) => refusalOr(() => checkEvent(input)));
  const recorded = await besideRefusals(checked, (asked) => recordAll(deps, asked));
  return recorded.map((one) => (one instanceof RewardsError ? refused(one) : one));
}

/** All in one transaction, and what is refused in none: it writes nothing. */
async function recordAll(deps: RecordDependencies, asked: readonly AskedEvent[]): Promise<Outcome[]> {
  if (asked.length === 0) return [];
  return deps.recordInTransaction(async (trx) => {
    const around = await readSurroundings(deps, trx, asked);
    const drawn = asked.map((one) => refusalOr(() => draw(deps, around, one)));
    const made = drawn.flatMap((one) => (one instanceof RewardsError ? [] : [one]));
    // Of several with one key the first one; the others are the same again, or refused.
    const firsts = new Map(made.toReversed().map((one) => [one.stored.event.key, one]));
    const written = await writeEvents(deps, trx, [...firsts.values()]);
    const others = [...firsts].filter(([, { stored }]) => !written.has(stored.event.id)).map(([key]) => key);
    const known = await findByKeys(trx, others);
    return drawn.map((one) => {
      if (one instanceof RewardsError) return refused(one);
      const { event } = one.stored;
      if (written.has(event.id)) return recordedAs(one.stored, false);
      return again(
        present(known.get(event.key) ?? firsts.get(event.key)?.stored, 'the event that was there'),
        one.stored,
      );
    });
  });
}

/** @throws SYSTEM_NOT_FOUND, LINK_NOT_FOUND, MEMBER_NOT_FOUND, ENTRY_NOT_FOUND */
function draw(
  deps: RecordDependencies,
  around: Surroundings,
  { system: code, link: name, memberExternalId, ...asked }: AskedEvent,
): Drawn {
  const system = around.system(code);
  const link = name === undefined ? null : around.link(system, name);
  if (asked.member !== undefined) around.requireMember(asked.member);
  if (asked.causeEntry !== undefined) around.requireEntry(asked.causeEntry);
  if (memberExternalId === undefined) return drawUp(deps, { system, link }, asked);
  return drawUp(deps, { system, link }, { ...asked, member: around.memberOf(memberExternalId) });
}

const recordedAs = (stored: StoredEvent, replayed: boolean): Outcome & { readonly ok: true } => ({
  ok: true,
  event: toEventDto(stored),
  replayed,
});

function again(before: StoredEvent, asked: StoredEvent): Outcome {
  const refusal = refusalOr(() => requireSame(before, asked));
  return refusal instanceof RewardsError ? refused(refusal) : recordedAs(before, true);
}

const refused = ({ code, message, details }: RewardsError): Outcome => ({
  ok: false,
  error: { code, message, details },
});
