import type { Knex } from 'knex';
import { type AccountId, invariant, mayBeOutdated, OutdatedSnapshot, present, RewardsError } from '../../kernel';
import type { AccountDraft } from '../rules/account-draft';
import { findDamagedHeads } from './check-heads';
import type { Command, Request } from './command';
import type { Engine } from '../engine';
import { type Drafts, openDrafts } from './open-drafts';
import { requireSameContent } from './replay';
import { lockTargets, type Locked, type Target } from './resolve';
import { openNewAccounts } from './open-accounts';
import { type Decision, decide, requirePast } from '../rules/decide';
import { type Rulebook, rulesOf } from '../rulebook';
import type { Entry } from '../state';
import type { Locking } from '../store/account-store';
import { findByKeys, findByKeysForSure, findCaused } from '../store/entry-store';
import { toCommand } from './validate';
import { movesStanding, writeDrafts } from './write';

/** What became of one posting of a batch. */
export type Outcome =
  | {
      readonly ok: true;
      readonly entry: Entry;
      readonly caused: readonly Entry[];
      readonly replayed: boolean;
      /** Decimals of the currency. */
      readonly scale: number;
    }
  | { readonly ok: false; readonly error: RewardsError };

type Success = Extract<Outcome, { ok: true }>;

/** Nothing was decided, because somebody else has the account locked. */
export const HELD = 'held';
export type Held = typeof HELD;

/** Thrown where one refusal undoes all, so that the transaction is rolled back. */
export class BatchRefused extends Error {
  constructor(readonly outcomes: Outcome[]) {
    super('One posting of the batch was refused, so none was posted.');
  }
}

export interface BatchOptions {
  readonly allOrNothing?: boolean;
  /** Leaves postings alone whose account somebody else has locked, instead of waiting. */
  readonly skipLocked?: boolean;
}

/**
 * Posts requests in one transaction: lock the rules, find the accounts, lock them in order, read what the decisions need,
 * decide one after the other in memory, write everything (L27, L28). A single posting is a batch of one; concurrent
 * postings share one. A refusal writes nothing and leaves its neighbours alone, unless `allOrNothing`.
 *
 * @param trx the transaction; the caller commits it
 * @throws BatchRefused with `allOrNothing`
 */
export async function executeBatch(
  engine: Engine,
  trx: Knex.Transaction,
  requests: readonly Request[],
  { allOrNothing = false, skipLocked = false }: BatchOptions = {},
): Promise<(Outcome | Held)[]> {
  const rulebook = await engine.lockRules(trx);
  const commands = requests.map((request) => commandUnder(rulebook, request, engine.clock.now()));
  const understood = commands.filter((command): command is Command => !(command instanceof RewardsError));
  const batch = new Batch(engine, rulebook, trx, understood, { skipLocked });
  const decided = await batch.decide();
  let next = 0;
  const outcomes = commands.map((command) =>
    command instanceof RewardsError ? { ok: false as const, error: command } : present(decided[next++], 'an outcome'),
  );
  if (allOrNothing) requireAll(outcomes as Outcome[], (i) => batch.wasPostedBefore(commands[i]));
  await batch.write();
  return outcomes;
}

/** The rules may have been edited since the input was checked: what it says is what it says by those in force. */
function commandUnder(rulebook: Rulebook, { input, understood }: Request, now: number): Command | RewardsError {
  if (understood?.rulebook === rulebook) return understood.command;
  try {
    return toCommand(input, rulebook, now);
  } catch (error) {
    if (error instanceof RewardsError) return error;
    throw error;
  }
}

/** @throws BatchRefused when one was refused; what was posted before this batch stays posted */
function requireAll(outcomes: Outcome[], wasPostedBefore: (index: number) => boolean): void {
  if (outcomes.every((outcome) => outcome.ok)) return;
  // What only repeats a posting of the batch goes with it.
  const undone = (outcome: Outcome, i: number): Outcome =>
    outcome.ok && !wasPostedBefore(i) ? { ok: false, error: new RewardsError('BATCH_ROLLED_BACK') } : outcome;
  throw new BatchRefused(outcomes.map(undone));
}

class Batch {
  private writable: readonly AccountDraft[] = [];
  private keysPosted: ReadonlySet<string> = new Set();

  constructor(
    private readonly engine: Engine,
    private readonly rulebook: Rulebook,
    private readonly trx: Knex.Transaction,
    private readonly commands: readonly Command[],
    private readonly locking: Locking,
  ) {}

  async decide(): Promise<(Outcome | Held)[]> {
    const { engine, rulebook, trx, commands } = this;
    if (commands.length === 0) return [];
    const found = await lockTargets(engine, trx, commands, this.locking);
    const earlier = await this.earlierPostings();
    this.keysPosted = new Set(earlier.keys());
    const isFresh = (command: Command): boolean => !this.wasPostedBefore(command);
    const locked = await openNewAccounts(engine, rulebook, trx, commands, found, isFresh);
    const damaged = await this.findDamaged(locked, isFresh);
    const isPostable = (command: Command, target: Target): boolean =>
      isFresh(command) && !('accountId' in target && damaged.has(target.accountId));
    const drafts = await this.openDrafts(locked, isPostable);
    const outcomes = commands.map((command, i): Outcome | Held => {
      const target = present(locked.targets[i], 'the target of a posting');
      if ('busy' in target) return HELD;
      return outcomeOf(() => {
        const before = earlier.get(command.keyHash);
        if (before) return this.replay(command, before);
        if ('refusal' in target) {
          requirePast(command, engine.clock.now());
          throw target.refusal;
        }
        if ('accountId' in target && damaged.has(target.accountId)) throw new RewardsError('ACCOUNT_DAMAGED');
        const success = this.succeed(decide(drafts.get(target), command));
        invariant('accountId' in target, 'a posting would succeed on an account that is not there');
        earlier.set(command.keyHash, { ...success, replayed: true });
        return success;
      });
    });
    await this.confirmRefusals(outcomes);
    const held = await this.accountsOfHeldMembers(drafts);
    this.writable = drafts.all().filter(({ account }) => !held.has(account.id));
    return outcomes.map((outcome, i) => {
      const target = locked.targets[i];
      return target && 'accountId' in target && held.has(target.accountId) ? HELD : outcome;
    });
  }

  /** Accounts whose postings move a member to another level or tier whom somebody else has locked. */
  private async accountsOfHeldMembers(drafts: Drafts): Promise<ReadonlySet<AccountId>> {
    if (!this.locking.skipLocked) return new Set();
    const moved = drafts.all().filter((draft) => draft.isChanged && movesStanding(draft, this.rulebook));
    if (moved.length === 0) return new Set();
    const members = [...new Set(moved.map(({ account }) => account.member))];
    const { busy } = await this.engine.lockMembers(this.trx, members, this.locking);
    return new Set(moved.filter(({ account }) => busy.has(account.member)).map(({ account }) => account.id));
  }

  wasPostedBefore(command: Command | RewardsError | undefined): boolean {
    return command !== undefined && 'keyHash' in command && this.keysPosted.has(command.keyHash);
  }

  async write(): Promise<void> {
    await writeDrafts(this.engine, this.rulebook, this.trx, this.writable);
  }

  /** Accounts to which nothing can be posted, whoever asks. */
  private async findDamaged(
    { accounts, targets }: Locked,
    isFresh: (command: Command) => boolean,
  ): Promise<ReadonlyMap<AccountId, string>> {
    const ids = this.commands.flatMap((command, i) => {
      const target = targets[i];
      return target && 'accountId' in target && isFresh(command) ? [target.accountId] : [];
    });
    const postedTo = [...new Set(ids)].map((id) => present(accounts.get(id), `the account ${id}`));
    const damaged = await findDamagedHeads(this.trx, postedTo);
    for (const sentence of damaged.values()) this.engine.log.error(`Rewards: nothing can be posted: ${sentence}.`);
    return damaged;
  }

  private openDrafts(locked: Locked, isPostable: (command: Command, target: Target) => boolean): Promise<Drafts> {
    const fresh = this.commands.flatMap((command, i) => {
      const target = present(locked.targets[i], 'the target of a posting');
      const isPlaced = !('refusal' in target) && !('busy' in target);
      return isPlaced && isPostable(command, target) ? [{ command, target }] : [];
    });
    return openDrafts(this.engine, this.rulebook, this.trx, locked.accounts, fresh);
  }

  /**
   * A refusal is none where the key was posted under: the transaction may only not show it.
   *
   * @throws OutdatedSnapshot
   */
  private async confirmRefusals(outcomes: readonly (Outcome | Held)[]): Promise<void> {
    if (!mayBeOutdated(this.trx)) return;
    const refused = this.commands.filter((_, i) => {
      const outcome = outcomes[i];
      return outcome !== undefined && outcome !== HELD && !outcome.ok && outcome.error.code !== 'IDEMPOTENCY_CONFLICT';
    });
    const hashes = refused.map(({ keyHash }) => keyHash);
    if (hashes.length > 0 && (await findByKeysForSure(this.trx, hashes)).length > 0) throw new OutdatedSnapshot();
  }

  /** L8. The first result again, if the content is the same. */
  private replay(command: Command, before: Success): Success {
    const { entry } = before;
    invariant(
      entry.source === command.source && entry.idempotencyKey === command.idempotencyKey,
      `two idempotency keys share the hash ${command.keyHash}`,
    );
    requireSameContent(command, entry, before.scale);
    return before;
  }

  private succeed({ primary, caused }: Decision): Success {
    return {
      ok: true,
      entry: primary.entry,
      caused: caused.map(({ entry }) => entry),
      replayed: false,
      scale: this.scaleOf(primary.entry),
    };
  }

  private scaleOf(entry: Entry): number {
    return rulesOf(this.rulebook, entry.currency).scale;
  }

  /** L8. What was posted under the keys of this batch before, with the accounts' locks already held. */
  private async earlierPostings(): Promise<Map<string, Success>> {
    const entries = await findByKeys(this.trx, [...new Set(this.commands.map((command) => command.keyHash))]);
    if (entries.length === 0) return new Map();
    const caused = await findCaused(
      this.trx,
      entries.map((entry) => entry.id),
    );
    return new Map(
      entries.map((entry) => [
        entry.keyHash,
        {
          ok: true,
          entry,
          caused: caused.filter((row) => row.causeId === entry.id),
          replayed: true,
          scale: this.scaleOf(entry),
        },
      ]),
    );
  }
}

function outcomeOf(work: () => Success): Outcome {
  try {
    return work();
  } catch (error) {
    if (error instanceof RewardsError) return { ok: false, error };
    throw error;
  }
}
