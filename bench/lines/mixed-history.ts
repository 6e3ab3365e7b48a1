import type { MemberId, PostingInput, PostingOutcome } from '../../server/contract';
import { CURRENCY } from '../bench';

/** What a member did before, as far as later postings refer to it. */
interface Past {
  holdId?: string;
  deductId?: string;
}

const ACTOR = { id: 'admin:1', name: 'Bench' };
/** A member's first postings give, so that later ones have something to take. */
const GRANTS_FIRST = 2;

/**
 * The same history on every run: each wave gives every member one posting of a cycle of twenty, in which every type of
 * row occurs, members being at different places of it.
 */
export class MixedHistory {
  private readonly past: Past[];
  private wave = 0;

  constructor(
    private readonly members: readonly MemberId[],
    private readonly key: () => string,
    private readonly currencyOf: (place: number) => string = () => CURRENCY,
  ) {
    this.past = members.map(() => ({}));
  }

  nextWave(): PostingInput[] {
    this.wave += 1;
    return this.members.map((member, i) => this.posting(member, this.past[i]!, i));
  }

  /** Learns the ids to which later postings refer. */
  learn(inputs: readonly PostingInput[], outcomes: readonly PostingOutcome[]): void {
    for (const [i, outcome] of outcomes.entries()) {
      const { type } = inputs[i]!;
      if (!outcome.ok) throw new Error(`A ${type} of the history was refused: ${outcome.error.message}`);
      const past = this.past[i]!;
      if (type === 'reserve') past.holdId = outcome.result.entry.id;
      if (type === 'deduct') past.deductId = outcome.result.entry.id;
    }
  }

  private posting(member: MemberId, past: Past, place: number): PostingInput {
    const key = this.key();
    const reason = 'A reason as long as they usually are';
    const context = { idempotencyKey: key, source: 'bench', reason, eventId: `event-${key}` };
    const on = { ...context, member, currency: this.currencyOf(place) };
    const step = this.wave <= GRANTS_FIRST ? 0 : (this.wave * 7 + place) % 20;
    if (step >= 9 && step <= 12) return { type: 'deduct', ...on, amount: '12.50' };
    if (step === 13 || step === 15) return { type: 'reserve', ...on, amount: '7.50' };
    if (step === 14 || step === 16) {
      const { holdId } = past;
      past.holdId = undefined;
      if (holdId) return { type: step === 14 ? 'capture' : 'release', ...context, holdId };
    }
    if (step === 17) return { type: 'adjust', ...on, amount: '3.00', actor: ACTOR };
    if (step === 18) return { type: 'adjust', ...on, amount: '-1.00', actor: ACTOR };
    if (step === 19) {
      const { deductId } = past;
      past.deductId = undefined;
      if (deductId) return { type: 'reverse', ...context, entryId: deductId };
    }
    return { type: 'grant', ...on, amount: '25.00', expiresAt: step % 2 === 0 ? null : '2099-12-31T00:00:00Z' };
  }
}
