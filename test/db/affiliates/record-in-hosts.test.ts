/** F1. Events recorded in hosts' transactions that are open at the same time, of which SQLite has none. */
import { describeOnEveryServer } from '../../support/engines';
import { asHost, endOf, HostGaveUp, type Isolation, ISOLATIONS, pause } from '../hosts/crowd';
import { type AffiliateClub, openAffiliateClub } from './affiliate-club';

describeOnEveryServer('affiliate events of two hosts at once', (engine) => {
  let open: AffiliateClub;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
  });
  afterAll(() => open.close());

  const toldTo = async (host: Promise<boolean>): Promise<string> => {
    const end = await endOf(host);
    return end === 'committed' ? ((await host) ? 'again' : 'new') : end;
  };

  /** How the first one ended, and what the second one was told, who records the same meanwhile. */
  async function sameInTwo(isolation: Isolation, isTakenBack: boolean): Promise<string[]> {
    const input = open.event({ payload: { amount: '4' } });
    let recorded = (): void => undefined;
    const isRecorded = new Promise<void>((resolve) => (recorded = resolve));
    const first = asHost(open, async () => {
      await open.affiliates.record(input);
      recorded();
      await pause(100);
      if (isTakenBack) throw new HostGaveUp();
    });
    const second = asHost(
      open,
      async () => {
        await isRecorded;
        return (await open.affiliates.record(input)).replayed;
      },
      isolation,
    );
    return Promise.all([endOf(first), toldTo(second)]);
  }

  it.each(ISOLATIONS[engine])('F1 the second one waits for the first, and is that one (%s)', async (isolation) => {
    // Whose snapshot is to last cannot be told of a row that came after it.
    const isFrozen = engine === 'postgres' && isolation !== null;
    expect(await sameInTwo(isolation, false)).toEqual(['committed', isFrozen ? 'LEDGER_BUSY' : 'again']);
  });

  it.each(ISOLATIONS[engine])('F1 the second one is new where the first takes it back (%s)', async (isolation) => {
    expect(await sameInTwo(isolation, true)).toEqual(['gave up', 'new']);
  });

  if (engine === 'postgres') {
    it('F1 nobody commits after the database has failed in it', async () => {
      const events = Array.from({ length: 1_000 }, () => open.event());
      const host = asHost(open, async (trx) => {
        await trx.raw("SET LOCAL statement_timeout = '1ms'");
        await open.affiliates.recordMany(events).catch(() => undefined);
      });
      expect(await endOf(host)).toBe('LEDGER_BUSY');
      expect((await open.affiliates.record(events[0]!)).replayed).toBe(false);
    });
  }
});
