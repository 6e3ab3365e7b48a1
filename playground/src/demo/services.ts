import type { Core } from '@strapi/strapi';

/** What the demo uses of the plugin's services; their full types are in the plugin. */
interface Context {
  readonly idempotencyKey: string;
  readonly source: string;
}

export type Posting = Context & { readonly type: string } & Readonly<Record<string, unknown>>;
interface Result {
  readonly entry: { readonly id: string };
}
export type Outcome =
  { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly error: { readonly message: string } };

export interface Actor {
  readonly id: string;
  readonly name: string;
}

export interface ReconciliationRun {
  readonly id: string;
  readonly status: string;
  readonly failure: string | null;
  readonly durationMs: number | null;
}

export interface Discrepancy {
  readonly id: string;
  readonly suggestion: { readonly amount: string | null };
}

interface Reconciliation {
  run(
    input: { readonly type: string; readonly member?: string; readonly verifyChain?: boolean },
    options: { readonly actor?: Actor },
  ): Promise<ReconciliationRun>;
  listDiscrepancies(query: {
    readonly member: string;
    readonly kind: string;
  }): Promise<{ readonly rows: readonly Pick<Discrepancy, 'id'>[] }>;
  getDiscrepancy(query: { readonly discrepancy: string }): Promise<Discrepancy>;
  investigate(discrepancy: string, input: { readonly notes: string }, actor: Actor): Promise<unknown>;
  resolveMany(
    input: { readonly action: string; readonly notes?: string; readonly discrepancies: readonly string[] },
    actor: Actor,
  ): Promise<{ readonly refused: readonly { readonly message: string }[] }>;
  adjust(
    discrepancy: string,
    input: { readonly amount: string; readonly reason: string; readonly idempotencyKey: string },
    actor: Actor,
  ): Promise<unknown>;
}

export interface AffiliateEvent {
  readonly system: string;
  readonly externalId: string;
  readonly type: string;
  readonly payload: object | string;
  readonly [name: string]: unknown;
}

type AffiliateOutcome =
  | { readonly ok: true; readonly event: { readonly id: string } }
  | { readonly ok: false; readonly error: { readonly message: string } };

interface By {
  readonly actor: Actor;
  readonly reason: string;
}

interface Person {
  readonly externalId: string;
  readonly siteUser?: string;
  readonly name: string;
  readonly handle: string;
  readonly email: string;
}

type Consents = Readonly<Record<'publicProfile' | 'leaderboard' | 'alias' | 'notificationEmails', boolean>>;

export interface Rewards {
  readonly ledger: {
    postMany(postings: readonly Posting[]): Promise<Outcome[]>;
    reverse(reversal: {
      entryId: string;
      idempotencyKey: string;
      source: string;
      reason: string;
      rule: string;
    }): Promise<unknown>;
    expireDue(): Promise<unknown>;
    rebuild(scope: { readonly member: string }): Promise<unknown>;
  };
  readonly reconciliation: Reconciliation;
  readonly members: {
    ensure(person: Person): Promise<{ readonly documentId: string }>;
    ensureMany(people: readonly Person[]): Promise<{ readonly documentId: string }[]>;
    get(member: string): Promise<{ readonly consents: Consents } | null>;
    setConsent(chosen: { readonly member: string } & Partial<Consents>): Promise<unknown>;
  };
  readonly earning: {
    forOrder(order: {
      member: string;
      orderId: string;
      amount: string;
      orderedAt: string;
      currency: string;
    }): Promise<{ readonly entry: { readonly id: string } | null }>;
  };
  readonly redemption: {
    get(which: { readonly orderId: string }): Promise<object | null>;
    list(query: { readonly orderId: string }): Promise<{ readonly total: number }>;
    hold(order: {
      member: string;
      currency: string;
      orderId: string;
      orderAmount: string;
      amount: string;
      timeoutMs: number;
    }): Promise<unknown>;
    capture(order: { orderId: string; amount?: string }): Promise<{ readonly captureId: string | null }>;
    release(order: { orderId: string }): Promise<unknown>;
  };
  readonly affiliates: {
    saveSystem(system: { readonly code: string; readonly name: string; readonly template: object }): Promise<unknown>;
    switchSystem(input: {
      readonly system: string;
      readonly on: boolean;
      readonly actor: Actor;
      readonly reason: string;
    }): Promise<void>;
    recordMany(events: readonly AffiliateEvent[]): Promise<readonly AffiliateOutcome[]>;
    retry(ids: readonly string[], by: By): Promise<unknown>;
    cancel(ids: readonly string[], by: By): Promise<unknown>;
    sendDue(): Promise<{ readonly nextDueAt: string | null }>;
  };
  readonly adjustments: {
    post(adjustment: {
      member: string;
      currency: string;
      amount: string;
      reason: string;
      actor: { id: string; name: string };
      idempotencyKey: string;
    }): Promise<Result>;
  };
}

export function rewardsOf(strapi: Core.Strapi): Rewards {
  const { service } = strapi.plugin('rewards');
  return {
    ledger: service('ledger'),
    members: service('members'),
    earning: service('earning'),
    adjustments: service('adjustments'),
    affiliates: service('affiliates'),
    redemption: service('redemption'),
    reconciliation: service('reconciliation'),
  };
}
