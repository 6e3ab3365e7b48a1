import type { MemberId, MemberInput, PostingInput } from '../../server/contract';
import { type Bench, CURRENCY, FINE_CURRENCY } from '../bench';
import { ManualClock } from '../../test/support/clock';
import { MixedHistory } from './mixed-history';

const MEMBERS = 100_000;
const CALL = 10_000;
const HOUR = 60 * 60 * 1000;
const YEAR = 365 * 24 * HOUR;

const GIVEN = ['Ada', 'Björn', 'Chiara', 'Dmitri', 'Élodie', 'Farid', 'Grace', 'Hana', 'Ivan', 'Anna'] as const;
const FAMILY = [
  'Wren',
  'Kowalski',
  'Nakamura',
  'Okafor',
  'Silva',
  'Øberg',
  'Meyer',
  'Rossi',
  'Haddad',
  'Lindqvist',
] as const;

/** Members and rows as a large site has them, posted over a year. */
export interface LargeDirectory {
  readonly members: readonly MemberId[];
  readonly firstPosted: number;
  readonly lastPosted: number;
}

/** A clock that the filling moves through the year before now. */
export const clockOfLastYear = (): ManualClock => new ManualClock(Date.now() - YEAR - HOUR);

export async function fillLargeDirectory(bench: Bench, clock: ManualClock): Promise<LargeDirectory> {
  const { ledger, options } = bench;
  const howMany = Math.min(MEMBERS, options.entries / 10);
  const members = await bench.members(howMany, personOf);
  const history = new MixedHistory(members, bench.key, (place) => (place % 3 === 0 ? FINE_CURRENCY : CURRENCY));
  const firstPosted = clock.now();
  const step = Math.floor((YEAR * CALL) / options.entries);
  let posted = 0;
  while (posted < options.entries) {
    const inputs = history.nextWave();
    const outcomes = [];
    for (let start = 0; start < inputs.length; start += CALL) {
      const part: readonly PostingInput[] = inputs.slice(start, start + CALL);
      outcomes.push(...(await ledger.postMany(part)));
      clock.advance(step);
    }
    history.learn(inputs, outcomes);
    posted += inputs.length;
    bench.say(`${posted.toLocaleString('en-US')} postings of ${howMany.toLocaleString('en-US')} members`);
  }
  const lastPosted = clock.now();
  // What was posted last is as settled as the rest.
  clock.advance(HOUR);
  return { members, firstPosted, lastPosted };
}

/** One in twenty has told no name. */
function personOf(i: number): Partial<MemberInput> {
  const given = GIVEN[i % GIVEN.length]!;
  const family = FAMILY[Math.floor(i / GIVEN.length) % FAMILY.length]!;
  const handle = `${given}${i}`
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  if (i % 20 === 0) return { handle, email: `${handle}@bench.example` };
  return { name: `${given} ${family} ${i}`, handle, email: `${handle}@bench.example` };
}
