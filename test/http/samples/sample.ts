import type { EndpointName } from '../../../server/contract';
import type { OpenLedger } from '../../support/ledger';

/** What the samples stand on: a member with points to spend, and a way to post more. */
export interface SampleWorld {
  readonly open: OpenLedger;
  readonly member: string;
  readonly currency: string;
  /** Posts on that member and currency; answers the row's id. */
  post(input: { readonly type: 'grant' | 'deduct' | 'reserve'; readonly amount: string }): Promise<string>;
  /** Posts a bulk adjustment of one line; answers its id. */
  batch(): Promise<string>;
}

/** A request that an endpoint accepts: what its path names, and its query or body. Made anew for every call. */
export interface Sample {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export type Samples<Name extends EndpointName> = Record<Name, (world: SampleWorld) => Promise<Sample> | Sample>;
