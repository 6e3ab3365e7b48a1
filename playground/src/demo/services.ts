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

export interface Rewards {
  readonly ledger: {
    postMany(postings: readonly Posting[]): Promise<Outcome[]>;
    expireDue(): Promise<unknown>;
  };
  readonly members: {
    ensureMany(
      people: readonly { externalId: string; name: string; handle: string; email: string }[],
    ): Promise<{ readonly documentId: string }[]>;
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
  readonly adjustments: {
    post(adjustment: {
      member: string;
      currency: string;
      amount: string;
      reason: string;
      administrator: { id: string; name: string };
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
  };
}
