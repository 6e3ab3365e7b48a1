/** What a test tells a child process to do, and the lines in which the child tells what came of it. */
import type { ErrorDto, PostingInput } from '../../server/contract';
import type { Setting } from './detached-ledger';

export type Step =
  | { readonly do: 'post'; readonly input: PostingInput }
  | { readonly do: 'postMany'; readonly inputs: readonly PostingInput[]; readonly allOrNothing: boolean }
  | { readonly do: 'host'; readonly inputs: readonly PostingInput[] }
  | { readonly do: 'expireDue' };

/** Runs steps, so many at a time. An id that begins with # stands for the entry of the step with that number. */
export interface StepsJob extends Setting {
  readonly task: 'steps';
  readonly steps: readonly Step[];
  readonly inFlight: number;
  /** The child kills itself before it sends this statement, counted from 1; the connection's own set-up does not count. */
  readonly killBefore?: number;
}

/** Reads and repairs while others post: check, rebuild, settlement, over and over until the standard input closes. */
export interface PatrolJob extends Setting {
  readonly task: 'patrol';
}

export type Job = StepsJob | PatrolJob;

/** What became of one posting. */
export type Told =
  | { readonly ok: true; readonly entryId: string; readonly replayed: boolean }
  | { readonly ok: false; readonly code: string; readonly error: ErrorDto | string };

export type Line =
  | { readonly line: 'begin'; readonly step: number; readonly inputs: readonly PostingInput[] }
  | {
      readonly line: 'end';
      readonly step: number;
      readonly told: readonly { readonly key: string; readonly outcome: Told }[];
      /** How often the step was sent again because the ledger was busy. */
      readonly busy: number;
    }
  | { readonly line: 'patrol'; readonly rounds: number; readonly findings: readonly string[] }
  | { readonly line: 'statements'; readonly count: number };
