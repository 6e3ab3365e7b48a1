import { dialectOf } from '../../server/kernel';
import { TABLES } from '../../server/ledger';
import { setFillfactor } from '../../server/ledger/store/fillfactor';
import { describeOnEveryEngine, serverUrl } from '../support/engines';
import { hostRequire } from '../support/host';
import { openLedger, type OpenLedger } from '../support/ledger';

/** As long as the longest transaction of whatever else uses the server. */
const PATIENCE = 90_000;

describeOnEveryEngine('how accounts are stored', (engine) => {
  let open: OpenLedger;
  let members: string[];
  let currency: string;

  beforeAll(async () => {
    open = await openLedger(engine);
    currency = await open.currency();
    members = await Promise.all(Array.from({ length: 200 }, () => open.member()));
  });
  afterAll(() => open.close());

  async function rowsOf<T>(statement: string, ...values: string[]): Promise<T[]> {
    const answer: unknown = await open.knex.raw(statement, values);
    return (answer as { rows: T[] }).rows;
  }

  /** Writes every account anew. */
  const wave = () =>
    open.ledger.postMany(
      members.map((member) => ({ type: 'grant', member, currency, amount: '1', idempotencyKey: open.key() })),
    );

  /** The page of the table that each account's row is in: its next version is there, too, where there was room. */
  const pages = () =>
    rowsOf<unknown>(
      `SELECT member, split_part(CAST(ctid AS text), ',', 1) AS page FROM ${TABLES.accounts} ORDER BY member`,
    );

  it('leaves room beside each for its next version, where the database can be told to', async () => {
    // Again, as at every start.
    await setFillfactor(open.knex, dialectOf(open.knex));
    if (engine !== 'postgres') {
      expect(await open.knex(TABLES.accounts)).toEqual([]);
      return;
    }
    const [row] = (await open.knex('pg_class').select('reloptions').where('relname', TABLES.accounts)) as {
      reloptions: string[];
    }[];
    expect(row!.reloptions).toEqual(['fillfactor=50']);

    await wave();
    const before = await pages();
    expect(before).toHaveLength(members.length);
    // Not even where no older version can be cleared away.
    await whileSomebodyWrites(wave);
    expect(await pages()).toEqual(before);
  });

  if (engine !== 'postgres') return;

  it('has that room again and again, once nobody sees the older versions', async () => {
    const before = await pages();
    const size = () => rowsOf<unknown>(`SELECT pg_relation_size(CAST(? AS regclass)) AS bytes`, TABLES.accounts);
    const sizeBefore = await size();
    for (let i = 0; i < 12; i += 1) {
      await untilUnseen();
      await wave();
      expect(await pages()).toEqual(before);
    }
    expect(await size()).toEqual(sizeBefore);
  }, 240_000);

  /**
   * A transaction that writes, in any database of the server, keeps what was made obsolete since it began from being
   * cleared away: whatever else uses the server would decide how large the table grows.
   */
  async function untilUnseen(): Promise<void> {
    const [now] = await rowsOf<{ xid: string }>('SELECT CAST(txid_current() AS text) AS xid');
    const deadline = Date.now() + PATIENCE;
    const isSeen = async () => {
      const question = 'SELECT txid_snapshot_xmin(txid_current_snapshot()) <= CAST(? AS bigint) AS answer';
      return (await rowsOf<{ answer: boolean }>(question, now!.xid))[0]!.answer;
    };
    while (await isSeen()) {
      if (Date.now() > deadline) throw new Error(`A transaction on this server has been open for ${PATIENCE} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function whileSomebodyWrites(work: () => Promise<unknown>): Promise<void> {
    const { Client } = hostRequire('pg') as typeof import('pg');
    const somebody = new Client({ connectionString: serverUrl('postgres').href });
    await somebody.connect();
    try {
      await somebody.query('BEGIN');
      await somebody.query('SELECT txid_current()');
      await work();
    } finally {
      await somebody.end();
    }
  }
});
