import type { Knex } from 'knex';
import type { LedgerEndpointTypes, LedgerService } from '../../contract';
import { actorOf, type Clock, dialectOf } from '../../kernel';
import { administratorOf, adminAction, type AdminAction, fileAction } from '../../kernel/http';
import { nothing } from '../../kernel/query';
import { economy, expiringLots, overview, RecentMovements } from '../economy';
import { exportLedger } from '../export';
import { Health } from '../../integrity';
import { listEntries, RowCounts } from '../entries';
import { entryDetail } from '../entry';
import {
  expiringLotsQuery,
  exportQuery,
  holdRelease,
  ledgerListQuery,
  oneEntry,
  partOfEntry,
  reversal,
} from './validate';

export interface LedgerControllerDependencies {
  readonly db: Knex;
  readonly clock: Clock;
  readonly ledger: LedgerService;
}

/** Where the keys of the admin's dialogues are unique. */
const SOURCE = 'admin';
/** Under which nothing is ever posted, so that a preview never meets a key that was used. */
const PREVIEW = 'preview';

/** Answers the ledger's pages in the admin panel. */
export function ledgerController({
  db,
  clock,
  ledger,
}: LedgerControllerDependencies): Record<keyof LedgerEndpointTypes, AdminAction> {
  const health = new Health({ ledger, clock });
  const counts = new RowCounts(db, dialectOf(db), clock);
  const movements = new RecentMovements(db, dialectOf(db), clock);
  return {
    getOverview: adminAction('getOverview', nothing, () => overview({ db, clock, movements })),
    listLedgerEntries: adminAction('listLedgerEntries', ledgerListQuery, (query) => listEntries({ db, counts }, query)),
    getLedgerEntry: adminAction('getLedgerEntry', oneEntry, ({ entryId }) => entryDetail({ db }, entryId)),
    exportLedger: fileAction('exportLedger', exportQuery, (query) => exportLedger({ db, clock }, query)),
    getEconomy: adminAction('getEconomy', nothing, () => economy({ db, clock, movements })),
    listExpiringLots: adminAction('listExpiringLots', expiringLotsQuery, (query) => expiringLots({ db, clock }, query)),
    getLedgerHealth: adminAction('getLedgerHealth', nothing, () => health.known()),
    checkLedger: adminAction('checkLedger', nothing, () => health.check()),
    rebuildProjections: adminAction('rebuildProjections', nothing, () => health.rebuild()),
    previewReversal: adminAction('previewReversal', partOfEntry, (part) =>
      ledger.preview({ type: 'reverse', ...part, idempotencyKey: part.entryId, source: PREVIEW }),
    ),
    reverseEntry: adminAction('reverseEntry', reversal, (input, ctx) =>
      ledger.reverse({ ...input, source: SOURCE, actor: actorOf(administratorOf(ctx)) }),
    ),
    releaseHold: adminAction('releaseHold', holdRelease, (input, ctx) =>
      ledger.release({ ...input, source: SOURCE, actor: actorOf(administratorOf(ctx)) }),
    ),
  };
}
