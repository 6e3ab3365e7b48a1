/** A Strapi whose members are damaged on purpose: what a test damages, and how it looks at what a run makes of it. */
import type {
  Actor,
  DiscrepancyRowDto,
  ReconciliationRunDto,
  ReconciliationService,
  StartReconciliationInput,
} from '../../../server/contract';
import { withMaintenance } from '../../../server/ledger';
import type { Engine } from '../../support/engines';
import { type CurrencyOverrides, openLedger, type OpenLedger, type OpenOptions } from '../../support/ledger';

export const ADA: Actor = { id: 'admin:7', name: 'Ada Admin' };
export const DAY = 24 * 60 * 60 * 1000;

/** A member in one currency, with rows of every kind. */
export interface Victim {
  readonly member: string;
  readonly currency: string;
  /** The ids of its rows, as they were posted. */
  readonly rows: { readonly grant: string; readonly deduct: string; readonly hold: string; readonly last: string };
}

/** As the ledger's methods take it. */
export const accountOf = ({ member, currency }: Victim) => ({ member, currency });

export interface DamageFixture {
  readonly open: OpenLedger;
  readonly service: ReconciliationService;
  victim(overrides?: CurrencyOverrides): Promise<Victim>;
  /** Changes what the plugin's own code never would, with the maintenance switch open. */
  damage(work: (table: OpenLedger['knex']) => Promise<unknown>): Promise<void>;
  run(input?: Partial<StartReconciliationInput>): Promise<ReconciliationRunDto>;
  /** A run of one member, and the discrepancies of the member that are open then. */
  reconcile(victim: Victim): Promise<readonly DiscrepancyRowDto[]>;
  openOf(victim: Victim): Promise<readonly DiscrepancyRowDto[]>;
  close(): Promise<void>;
}

/** `kind field` of each, sorted. */
export const namesOf = (found: readonly DiscrepancyRowDto[]): string[] =>
  found.map(({ kind, field }) => `${kind} ${field}`).sort();

export async function openDamageFixture(engine: Engine, options: OpenOptions = {}): Promise<DamageFixture> {
  const open = await openLedger(engine, options);
  const { ledger, knex, clock } = open;
  const service = open.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
  const openOf = async ({ member }: Victim) => (await service.listDiscrepancies({ member, pageSize: 100 })).rows;
  return {
    open,
    service,
    async victim(overrides = {}) {
      const currency = await open.currency({ scale: 2, ...overrides });
      const member = await open.member();
      const posting = () => ({ member, currency, idempotencyKey: open.key() });
      const grant = await ledger.grant({ ...posting(), amount: '5000.00', expiresAt: clock.iso(900 * DAY) });
      await ledger.grant({ ...posting(), amount: '200.00', reason: 'A welcome', expiresAt: null });
      const deduct = await ledger.deduct({ ...posting(), amount: '30.00' });
      const hold = await ledger.reserve({ ...posting(), amount: '20.00', timeoutMs: 300 * DAY });
      const last = await ledger.grant({ ...posting(), amount: '1.00', expiresAt: null });
      const rows = { grant: grant.entry.id, deduct: deduct.entry.id, hold: hold.entry.id, last: last.entry.id };
      return { member, currency, rows };
    },
    damage: (work) =>
      withMaintenance(knex, async () => {
        await work(knex);
      }),
    run: (input) => service.run({ type: 'full', ...input }),
    async reconcile(victim) {
      const run = await service.run({ type: 'user_specific', member: victim.member });
      expect(run).toMatchObject({ status: 'completed', membersProcessed: 1, membersInScope: 1, errorCount: 0 });
      return openOf(victim);
    },
    openOf,
    close: () => open.close(),
  };
}
