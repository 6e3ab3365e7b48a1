import type { Knex } from 'knex';
import {
  CLUB_LIMITS,
  type ClubEventInput,
  type ClubRecordOutcome,
  type ClubRecordResult,
  type MemberId,
  type MemberInput,
  type MembersService,
} from '../../contract';
import {
  besideRefusals,
  type Clock,
  type IdSource,
  type Milliseconds,
  onCommit,
  present,
  refusalOr,
  RewardsError,
  sha256,
} from '../../kernel';
import type { Source } from '../settings';
import { toEventDto } from './event-dto';
import { findByKeys, insertNewEvents, type NewEvent, type StoredEvent } from './event-store';
import { shardOf } from './shard';
import { requireSame } from './same-event';
import { type AskedEvent, checkEvent } from './validate';
import { findWho } from './who';

export interface RecordDependencies {
  readonly clock: Clock;
  /** How far ahead an instant may lie and be taken as now (L42). */
  readonly clockSkew: Milliseconds;
  readonly newId: IdSource;
  readonly members: Pick<MembersService, 'ensureMany'>;
  sourceOf(name: string): Source;
  /** Runs work in the caller's transaction, who does not go on after its failure, or in one of its own that is tried again. */
  recordInTransaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
  /** Called when events that can be decided were committed. */
  onRecorded(): void;
}

type Outcome = ClubRecordOutcome;

/** E1. Records an event: see `ClubService.record`. */
export async function record(deps: RecordDependencies, input: ClubEventInput): Promise<ClubRecordResult> {
  const [outcome] = await recordAll(deps, [check(deps, input)]);
  const said = present(outcome, 'the outcome of the event');
  if (!said.ok) throw new RewardsError(said.error.code, said.error.details);
  return { event: said.event, replayed: said.replayed };
}

/** E1. Records events, each with an outcome of its own: see `ClubService.recordMany`. */
export async function recordMany(
  deps: RecordDependencies,
  inputs: readonly ClubEventInput[],
): Promise<readonly Outcome[]> {
  if (!Array.isArray(inputs)) throw new RewardsError('INVALID_INPUT', { field: 'events', problem: 'must be a list.' });
  if (inputs.length > CLUB_LIMITS.events) {
    throw new RewardsError('TOO_MANY', { field: 'events', limit: String(CLUB_LIMITS.events) });
  }
  const checked = (inputs as readonly ClubEventInput[]).map((input) => refusalOr(() => check(deps, input)));
  const recorded = await besideRefusals(checked, (asked) => recordAll(deps, asked));
  return recorded.map((one) => (one instanceof RewardsError ? refused(one) : one));
}

const check = ({ clock, clockSkew }: RecordDependencies, input: ClubEventInput): AskedEvent =>
  checkEvent(input, clock.now() + clockSkew);

/** All in one transaction, and what is refused in none: it writes nothing. */
async function recordAll(deps: RecordDependencies, asked: readonly AskedEvent[]): Promise<Outcome[]> {
  if (asked.length === 0) return [];
  // Before that transaction, of which one statement writes.
  await makeMembers(deps, asked);
  return deps.recordInTransaction(async (trx) => {
    const whoOf = await findWho(trx, asked);
    const drawn = asked.map((one) => refusalOr(() => ({ asked: one, made: drawUp(deps, one, whoOf(one)) })));
    const made = drawn.flatMap((one) => (one instanceof RewardsError ? [] : [one]));
    // Of several with one key the first one; the others are the same again, or refused.
    const firsts = new Map(made.toReversed().map((one) => [one.made.event.key, one.made]));
    const written = await insertNewEvents(trx, [...firsts.values()]);
    if (made.some(({ made: { event, standing } }) => standing.dueAt !== null && written.has(event.id))) {
      onCommit(trx, deps.onRecorded);
    }
    const others = [...firsts].filter(([, { event }]) => !written.has(event.id)).map(([key]) => key);
    const known = await findByKeys(trx, others);
    return drawn.map((one) => {
      if (one instanceof RewardsError) return refused(one);
      const { event } = one.made;
      if (written.has(event.id)) return recordedAs(one.made, false);
      const before = present(known.get(event.key) ?? firsts.get(event.key), 'the event that was there');
      const refusal = refusalOr(() => requireSame(before.event, before.payload, one.asked));
      return refusal instanceof RewardsError ? refused(refusal) : recordedAs(before, true);
    });
  });
}

const recordedAs = (stored: StoredEvent, replayed: boolean): Outcome => ({
  ...{ ok: true, event: toEventDto(stored), replayed },
});

const refused = ({ code, message, details }: RewardsError): Outcome => ({
  ok: false,
  error: { code, message, details },
});

/** E4. Makes whoever is not known, where their source says so. */
async function makeMembers({ members, sourceOf }: RecordDependencies, asked: readonly AskedEvent[]): Promise<void> {
  const inputs = asked.flatMap(({ source, memberExternalId, siteUser }): MemberInput[] => {
    if (!sourceOf(source).makesMembers) return [];
    if (memberExternalId !== undefined) return [{ externalId: memberExternalId }];
    return siteUser === undefined ? [] : [{ siteUser }];
  });
  if (inputs.length > 0) await members.ensureMany(inputs);
}

/** @throws MEMBER_NOT_FOUND of a documentId that is none */
function drawUp(
  { clock, newId, sourceOf }: Pick<RecordDependencies, 'clock' | 'newId' | 'sourceOf'>,
  asked: AskedEvent,
  member: MemberId | null,
): NewEvent {
  if (asked.member !== undefined && member === null)
    throw new RewardsError('MEMBER_NOT_FOUND', { member: asked.member });
  const now = clock.now();
  const id = newId(now);
  const { source, externalId, type } = asked;
  const occurredAt = Math.min(asked.occurredAt ?? now, now);
  const reason = now - occurredAt > sourceOf(source).horizon ? 'TOO_LATE' : member === null ? 'MEMBER_UNKNOWN' : null;
  return {
    event: {
      ...{ id, source, externalId, type, occurredAt, receivedAt: now },
      key: sha256(JSON.stringify([source, externalId])),
      memberGiven: asked.member ?? null,
      memberExternalId: asked.memberExternalId ?? null,
      siteUser: asked.siteUser ?? null,
      actor: asked.actor ?? null,
    },
    standing: {
      ...{ id, member, source, type, reason, receivedAt: now },
      shard: member === null ? 0 : shardOf(member),
      status: reason === null ? 'received' : 'held',
      dueAt: reason === null ? now : null,
      ...{ tries: 0, error: null, decidedAt: null },
    },
    payload: asked.payload,
  };
}
