import type { Knex } from 'knex';
import { formatAmount, writeRows } from '../../kernel';
import type { AccountDraft } from '../rules/account-draft';
import { partOf } from '../rules/reversed';
import type { Engine, PostedRow, StandingChange } from '../engine';
import { postedNotices } from './posted-notices';
import { type Rulebook, rulesOf, unearned } from '../rulebook';
import type { Account, Entry } from '../state';
import { appended } from '../store/entry-store';
import { accountTable, holdTable, lotTable, openItemTable } from '../schema';

/**
 * Stores what was decided: the rows and what they move, what is told of them (L44), then the projections, then the standings
 * that follow from them (L26), all in the one transaction: one statement a table at most, whatever the number of postings.
 */
export async function writeDrafts(
  engine: Engine,
  rulebook: Rulebook,
  trx: Knex.Transaction,
  drafts: readonly AccountDraft[],
): Promise<void> {
  const written = drafts.filter((draft) => draft.isChanged);
  if (written.length === 0) return;
  const posted = written.flatMap((draft) => draft.posted);
  const born = new Set(posted.map(({ entry }) => entry.id));
  const lots = changed(written, born, (draft) => [draft.lots, draft.changedLots]);
  const holds = changed(written, born, (draft) => [draft.holds, draft.changedHolds]);
  const items = changed(written, born, (draft) => [draft.openItems, draft.changedItems]);
  const standings: StandingChange[] = [];
  const accounts = written.map((draft) => withStanding(draft, rulebook, standings));
  await writeRows(trx, engine.dialect, [
    ...appended(posted),
    lotTable.inserted(lots.fresh),
    lotTable.updated(lots.old),
    holdTable.inserted(holds.fresh),
    holdTable.updated(holds.old),
    openItemTable.inserted(items.fresh),
    openItemTable.updated(items.old),
    accountTable.updated(accounts),
    engine.outbox.rows(trx, postedNotices(engine.outbox, rulebook, posted)),
  ]);
  if (standings.length > 0) await engine.onStandingChanged(trx, standings);
  if (engine.listeners.length === 0) return;
  const rows = posted.map(({ entry }) => toPostedRow(entry, rulesOf(rulebook, entry.currency).scale));
  for (const listener of engine.listeners) await listener(trx, rows);
}

const toPostedRow = (entry: Entry, scale: number): PostedRow => ({
  ...{ id: entry.id, member: entry.member, currency: entry.currency, type: entry.type },
  amount: formatAmount(entry.amount, scale),
  reverses: entry.reversesId === null ? null : { id: entry.reversesId, part: formatAmount(partOf(entry), scale) },
  ...{ source: entry.source, rule: entry.rule, eventId: entry.eventId },
});

/** Whether what was decided moves the member to another level or tier. */
export function movesStanding({ account }: AccountDraft, rulebook: Rulebook): boolean {
  const after = rulebook.standing(account.currency, account);
  return account.level !== after.level || account.tier !== after.tier;
}

/** What a batch changed, what it made anew apart: a thing has the id of the row that made it. */
function changed<T>(
  drafts: readonly AccountDraft[],
  born: ReadonlySet<string>,
  of: (draft: AccountDraft) => [ReadonlyMap<string, T>, ReadonlySet<string>],
): { fresh: T[]; old: T[] } {
  const fresh: T[] = [];
  const old: T[] = [];
  for (const draft of drafts) {
    const [all, ids] = of(draft);
    for (const id of ids) {
      const thing = all.get(id);
      // Missing, when the posting that made it was refused after all.
      if (thing) (born.has(id) ? fresh : old).push(thing);
    }
  }
  return { fresh, old };
}

function withStanding({ account, posted }: AccountDraft, rulebook: Rulebook, changes: StandingChange[]): Account {
  const before = { level: account.level, tier: account.tier };
  const after = rulebook.standing(account.currency, account);
  if (before.level === after.level && before.tier === after.tier) return account;
  const isFirst = account.sequence === posted.length;
  const former = isFirst ? unearned(rulebook, account.currency) : before;
  changes.push({ member: account.member, currency: account.currency, before, former, after });
  return { ...account, ...after };
}
