/**
 * E1 to E16: random sequences of what happens to a rewards club, on a real Strapi and on a model that was written from the
 * rules alone. Everything is decided after each command, because members who share a cap or a pool are decided side by side.
 */
import fc from 'fast-check';

import { openClub, type OpenClub } from '../../db/club/open-club';
import { describeOnEveryEngine } from '../../support/engines';
import { CHOICE } from '../seed';
import { anyClubSequence } from './commands';
import { Play, type Stage } from './play';

const DEEP = process.env.REWARDS_TEST_DEEP === 'true';
const SEQUENCES = DEEP ? 150 : 15;
const LONGEST = DEEP ? 150 : 60;
/** How long a failing sequence is made shorter, in milliseconds. */
const LONGEST_SHRINK = Number(process.env.REWARDS_MODEL_SHRINK ?? 120_000);

const KINDS = [
  ...[
    'event processed',
    'event paid',
    'event pending',
    'event failed',
    'event held TOO_LATE',
    'event held MEMBER_UNKNOWN',
  ],
  ...['payout paid', 'payout pending POOL_EMPTY', 'payout failed CAP_REACHED', 'payout failed AMOUNT_INVALID'],
];

describeOnEveryEngine('the rewards club and a simple model of it', (engine) => {
  let open: OpenClub;
  let stage: Stage;
  let start: number;
  let firstFailure: number | undefined;
  const met = new Map<string, number>();

  beforeAll(async () => {
    open = await openClub(engine);
    start = open.clock.now();
    const points = await open.currency({ scale: 2, drivesTiers: true });
    const [coins, badge] = [await open.currency(), open.key()];
    const tier = { threshold: '60', multiplier: '1.5' };
    const make = (kind: string, data: object) =>
      open.strapi.documents(`plugin::rewards.${kind}` as never).create({ data: { name: kind, ...data } as never });
    await make('badge', { code: badge });
    await make('tier', { code: open.key(), ...tier });
    stage = { points, coins, badge, tier };
  });
  afterAll(() => open.close());

  it(
    `agree on every one of ${SEQUENCES} sequences of up to ${LONGEST} commands`,
    () =>
      fc.assert(
        fc.asyncProperty(anyClubSequence(LONGEST), async ({ missions, commands }) => {
          if (firstFailure !== undefined && Date.now() - firstFailure > LONGEST_SHRINK) return;
          open.clock.set(start);
          const play = new Play(open, stage, missions, met);
          try {
            await play.begin();
            for (const command of commands) await play.step(command);
            await play.compare();
          } catch (error) {
            firstFailure ??= Date.now();
            throw error;
          } finally {
            await play.end();
          }
        }),
        { numRuns: SEQUENCES, ...CHOICE },
      ),
    DEEP ? 4 * 60 * 60 * 1000 : 10 * 60 * 1000,
  );

  it('have met every kind of event and payout on the way', () => {
    expect([...met.keys()]).toEqual(expect.arrayContaining(KINDS));
  });
});
