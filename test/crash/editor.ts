/** An editor at work in the booted Strapi, while other processes post by the rules that are edited (L25, L26, D8). */
import { setImmediate } from 'node:timers/promises';

import { codeOf, documents, type Kind, withCode } from '../db/content';
import { pick, type Random } from './plan';
import { LEVEL, type Stage, TIER } from './stage';

/** Terms only grow, from the one that the stage sets on, so that rows tell in which order they were decided. */
const FIRST_TERM_IN_DAYS = 6;

interface Edit {
  readonly kind: Kind;
  readonly code: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Edited {
  readonly made: number;
  /** Edits that were told that the ledger is busy, and were made again. */
  readonly busy: number;
}

function editAt(random: Random, turn: number): Edit {
  const threshold = `${1 + Math.floor(random() * 200)}`;
  switch (turn % 5) {
    case 0:
      return { kind: 'level', code: LEVEL, data: { threshold } };
    case 1:
      return { kind: 'tier', code: TIER, data: { threshold } };
    case 2:
      return {
        kind: 'currency',
        code: 'points',
        data: { expiresAfterDays: FIRST_TERM_IN_DAYS + Math.floor(turn / 5) },
      };
    case 3:
      return {
        kind: 'currency',
        code: 'credits',
        data: { reversalPolicy: pick(random, ['arrears', 'clamp', 'reject']) },
      };
    default:
      return { kind: 'currency', code: 'points', data: { spendOrder: pick(random, ['oldest', 'soonest-expiry']) } };
  }
}

/** Edits until the work is over; one edit at a time, as often as it takes. */
export async function editWhile(stage: Stage, random: Random, work: Promise<unknown>): Promise<Edited> {
  const state = { isOver: false };
  const over = work.finally(() => (state.isOver = true));
  let busy = 0;
  let made = 0;
  while (!state.isOver) {
    const { kind, code, data } = editAt(random, made);
    const { documentId } = await withCode(stage, kind, code);
    const edit = documents(stage, kind).update({ documentId, data });
    const refusal = await edit.then(() => null).catch(() => codeOf(edit));
    if (refusal === null) made += 1;
    else if (refusal === 'LEDGER_BUSY') busy += 1;
    else throw new Error(`An edit of ${code} was refused: ${refusal}`);
    // SQLite's driver never waits, so that the news that the work is over would never arrive.
    await setImmediate();
  }
  await over;
  return { made, busy };
}
