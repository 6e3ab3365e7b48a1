import { performance } from 'node:perf_hooks';

import type { Knex } from 'knex';

/** What a statement is for, told by a part of its text that no other one has. */
export interface StatementKind {
  readonly name: string;
  readonly sign: RegExp;
}

interface Query {
  readonly __knexQueryUid: string;
  readonly sql: string;
}

/**
 * Times the statements that a Strapi sends while something runs, from their sending to their answer, and adds them up by
 * what they are for. A statement of no kind is left out.
 */
export class StatementTimes {
  private readonly started = new Map<string, { readonly name: string; readonly at: number }>();
  private readonly sums = new Map<string, number>();

  constructor(
    private readonly knex: Knex,
    private readonly kinds: readonly StatementKind[],
  ) {}

  /** Answers milliseconds by kind. */
  async during(work: () => Promise<unknown>): Promise<ReadonlyMap<string, number>> {
    this.sums.clear();
    this.knex.on('query', this.begin);
    this.knex.on('query-response', this.end);
    try {
      await work();
    } finally {
      this.knex.removeListener('query', this.begin);
      this.knex.removeListener('query-response', this.end);
    }
    const unseen = this.kinds.find(({ name }) => !this.sums.has(name));
    if (unseen) throw new Error(`No statement was sent for ${unseen.name}: its text must have changed.`);
    return new Map(this.sums);
  }

  private readonly begin = ({ __knexQueryUid: id, sql }: Query): void => {
    const kind = this.kinds.find(({ sign }) => sign.test(sql));
    if (kind) this.started.set(id, { name: kind.name, at: performance.now() });
  };

  private readonly end = (_answer: unknown, { __knexQueryUid: id }: Query): void => {
    const started = this.started.get(id);
    if (!started) return;
    this.started.delete(id);
    const { name, at } = started;
    this.sums.set(name, (this.sums.get(name) ?? 0) + performance.now() - at);
  };
}
