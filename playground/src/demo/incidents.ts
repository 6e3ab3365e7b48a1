/**
 * What goes wrong in the last month of the demo, for the reconciliation to find: who looks into it, who puts it right
 * and how, and what is still open at the end. Nights are counted from the end, 1 being the last one.
 */
import type { Damage } from './damage';
import { STAFF } from './programme';
import type { Actor } from './services';

const [MONA, TOMAS] = STAFF;

/** `repair`: the accounts are rebuilt without a word of why, so that the next run no longer sees anything. */
export type Ending = 'rebuild' | 'ignore' | 'adjust' | 'repair';

/** Something a person does in the morning after a night. */
interface Morning {
  readonly night: number;
  readonly by: Actor;
  readonly notes: string;
}

export interface Incident {
  /** Unique: by it the adjustment has its key. */
  readonly name: string;
  readonly damage: Damage;
  /** To how many members it happens. */
  readonly howMany: number;
  /** The first night after it. */
  readonly night: number;
  readonly investigated?: Morning;
  /** Without it, it stays open. */
  readonly settled?: Morning & { readonly how: Ending };
}

/** The nights that recompute every hash: once a week, because that takes longer than all the rest of a run. */
export const verifiesChain = (night: number): boolean => night % 7 === 1;

/** Runs that somebody starts by hand, in the afternoon. */
export const RUNS_BY_HAND = [
  { night: 13, type: 'user_specific', incident: 'meet-up twice', by: MONA },
  { night: 8, type: 'incremental', incident: null, by: TOMAS },
] as const;

export const INCIDENTS: readonly Incident[] = [
  {
    name: 'lots of a test import',
    damage: 'lot',
    howMany: 3,
    night: 29,
    settled: { night: 27, by: TOMAS, how: 'rebuild', notes: 'Left over from a trial import, rebuilt from the ledger.' },
  },
  {
    name: 'small balances',
    damage: 'balance-low',
    howMany: 2,
    night: 26,
    settled: { night: 25, by: MONA, how: 'rebuild', notes: 'Somebody had edited two balances in the database.' },
  },
  {
    name: 'two reviews of one trip',
    damage: 'twice',
    howMany: 1,
    night: 24,
    settled: { night: 21, by: MONA, how: 'ignore', notes: 'Both are deserved: there were two, under one number.' },
  },
  {
    name: 'levels of an old release',
    damage: 'level',
    howMany: 4,
    night: 22,
    investigated: { night: 22, by: MONA, notes: 'All four were touched by the script of the 3rd, it seems.' },
    settled: { night: 20, by: MONA, how: 'rebuild', notes: 'The script wrote levels by itself. It is gone now.' },
  },
  {
    name: 'due dates of a restored backup',
    damage: 'due',
    howMany: 9,
    night: 17,
    settled: { night: 16, by: TOMAS, how: 'rebuild', notes: 'A table was restored from a backup of the day before.' },
  },
  {
    name: 'lots of a restored backup',
    damage: 'lot',
    howMany: 3,
    night: 17,
    settled: { night: 15, by: MONA, how: 'rebuild', notes: 'From the same backup as the due dates.' },
  },
  {
    name: 'meet-up twice',
    damage: 'twice',
    howMany: 1,
    night: 14,
    investigated: { night: 14, by: TOMAS, notes: 'The webhook came twice, with two ids.' },
    settled: { night: 12, by: MONA, how: 'adjust', notes: 'One event credited twice, the second one taken back' },
  },
  {
    name: 'lifetime by hand',
    damage: 'lifetime',
    howMany: 1,
    night: 12,
    settled: { night: 11, by: TOMAS, how: 'rebuild', notes: 'Changed by hand in the database.' },
  },
  {
    name: 'held by hand',
    damage: 'held',
    howMany: 2,
    night: 10,
    settled: { night: 9, by: TOMAS, how: 'repair', notes: 'Rebuilt from the ledger’s page.' },
  },
  {
    name: 'small balances again',
    damage: 'balance-low',
    howMany: 2,
    night: 5,
    settled: { night: 4, by: MONA, how: 'rebuild', notes: 'The same account of the database as last time.' },
  },
  // What is open at the end: of every severity.
  {
    name: 'a tier of its own',
    damage: 'tier',
    howMany: 1,
    night: 6,
    investigated: { night: 5, by: TOMAS, notes: 'Nobody here has done this. I am asking the shop.' },
  },
  { name: 'a large balance', damage: 'balance-high', howMany: 1, night: 3 },
  // Seen by the last night, which verifies the chain.
  { name: 'an edited reason', damage: 'reason', howMany: 1, night: 3 },
  { name: 'a lot', damage: 'lot', howMany: 1, night: 2 },
  {
    name: 'an event that came twice',
    damage: 'twice',
    howMany: 1,
    night: 2,
    investigated: { night: 2, by: MONA, notes: 'Same event id, other key. Looks like the queue of the app.' },
  },
  { name: 'a due date', damage: 'due', howMany: 1, night: 1 },
];
