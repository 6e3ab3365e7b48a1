/** What the editors of one sequence have changed is put back before the next one, as the database has it, not the model. */
import { documents, type Kind, withCode } from '../db/content';
import type { OpenLedger } from '../support/ledger';
import type { ModelCurrency } from './model-account';
import type { Ladders, Rung } from './rules';

interface Original {
  readonly currencies: readonly ModelCurrency[];
  readonly ladders: Ladders;
}

export async function putRulesBack(open: OpenLedger, { currencies, ladders }: Original): Promise<void> {
  for (const currency of currencies) await putBack(open, 'currency', currency);
  for (const rank of ['level', 'tier'] as const) {
    const moved = await movedRungs(open, rank, ladders[rank].rungs);
    // One rung may stand where another one stood before.
    for (const [i, { code }] of moved.entries()) await putBack(open, rank, { code, threshold: `${1_000_000 + i}` });
    for (const rung of moved) await putBack(open, rank, rung);
  }
}

async function movedRungs(open: OpenLedger, rank: Kind, rungs: readonly Rung[]): Promise<Rung[]> {
  const stored = new Map((await documents(open, rank).findMany({})).map(({ code, threshold }) => [code, threshold]));
  return rungs.filter(({ code, threshold }) => stored.get(code) !== threshold);
}

async function putBack(open: OpenLedger, kind: Kind, data: Rung | ModelCurrency): Promise<void> {
  const stored = await withCode(open, kind, data.code);
  if (Object.entries(data).every(([name, value]) => stored[name] === value)) return;
  await documents(open, kind).update({ documentId: stored.documentId, data: { ...data } });
}
