/**
 * Every endpoint of the admin panel, room by room: the server's routes and the admin's client are both made from these
 * tables, so that path, permissions and types cannot drift apart.
 */
import { ADJUSTMENT_ENDPOINTS, type AdjustmentEndpointTypes } from './adjustments';
import { AFFILIATE_COMPARISON_ENDPOINTS, type AffiliateComparisonEndpointTypes } from './affiliate-comparison';
import { AFFILIATE_ENDPOINTS, type AffiliateEndpointTypes } from './affiliates';
import { AFFILIATE_SYSTEM_ENDPOINTS, type AffiliateSystemEndpointTypes } from './affiliate-systems';
import { BULK_ENDPOINTS, type BulkEndpointTypes } from './bulk';
import { CLUB_ENDPOINTS, type ClubEndpointTypes } from './club';
import { PLUGIN_ID } from './endpoint';
import { EXPIRY_ENDPOINTS, type ExpiryEndpointTypes } from './expiry';
import { FIRST_STEP_ENDPOINTS, type FirstStepEndpointTypes } from './first-steps';
import { LEDGER_ENDPOINTS, type LedgerEndpointTypes } from './ledger';
import {
  MEMBER_EDIT_ENDPOINTS,
  MEMBER_ENDPOINTS,
  type MemberEditEndpointTypes,
  type MemberEndpointTypes,
} from './members';
import { RECONCILIATION_ENDPOINTS, type ReconciliationEndpointTypes } from './reconciliation';
import { REDEMPTION_ENDPOINTS, type RedemptionEndpointTypes } from './redemption';
import { TASK_ENDPOINTS, type TaskEndpointTypes } from './tasks';

export * from './endpoint';
export {
  AFFILIATE_COMPARISON_ENDPOINTS,
  type AffiliateComparisonEndpointTypes,
  type OneAffiliateComparison,
} from './affiliate-comparison';
export { AFFILIATE_ENDPOINTS, type AffiliateEndpointTypes, type OneAffiliateEvent } from './affiliates';
export {
  AFFILIATE_SYSTEM_ENDPOINTS,
  type AffiliateSystemEndpointTypes,
  type OneAffiliateSecret,
  type OneAffiliateSystem,
} from './affiliate-systems';
export { BULK_ENDPOINTS, type BulkEndpointTypes } from './bulk';
export { ADJUSTMENT_ENDPOINTS, type AdjustmentEndpointTypes } from './adjustments';
export {
  type ChangeMissionInput,
  CLUB_ENDPOINTS,
  type ClubEndpointTypes,
  type CreatePoolInput,
  type MovePoolInput,
  type OneClubEvent,
  type OneMission,
  type OnePool,
  type PoolQuery,
  type SaveMissionInput,
} from './club';
export { EXPIRY_ENDPOINTS, type ExpiryEndpointTypes } from './expiry';
export { FIRST_STEP_ENDPOINTS, type FirstStepEndpointTypes } from './first-steps';
export { type CorrectionInput, LEDGER_ENDPOINTS, type LedgerEndpointTypes, type OneEntry } from './ledger';
export {
  MEMBER_EDIT_ENDPOINTS,
  MEMBER_ENDPOINTS,
  type MemberEditEndpointTypes,
  type MemberEndpointTypes,
} from './members';
export {
  type OneDiscrepancy,
  type OneRun,
  RECONCILIATION_ENDPOINTS,
  type ReconciliationEndpointTypes,
} from './reconciliation';
export { type OneRedemption, REDEMPTION_ENDPOINTS, type RedemptionEndpointTypes } from './redemption';
export { TASK_ENDPOINTS, type TaskEndpointTypes } from './tasks';

export const ENDPOINTS = {
  ...LEDGER_ENDPOINTS,
  ...MEMBER_ENDPOINTS,
  ...MEMBER_EDIT_ENDPOINTS,
  ...ADJUSTMENT_ENDPOINTS,
  ...BULK_ENDPOINTS,
  ...TASK_ENDPOINTS,
  ...EXPIRY_ENDPOINTS,
  ...RECONCILIATION_ENDPOINTS,
  ...REDEMPTION_ENDPOINTS,
  ...FIRST_STEP_ENDPOINTS,
  ...AFFILIATE_ENDPOINTS,
  ...AFFILIATE_COMPARISON_ENDPOINTS,
  ...AFFILIATE_SYSTEM_ENDPOINTS,
  ...CLUB_ENDPOINTS,
} as const;

export type EndpointName = keyof typeof ENDPOINTS;

/** What each endpoint takes and answers: what its path names, and for a GET the query, else the body. */
export interface EndpointTypes
  extends
    LedgerEndpointTypes,
    MemberEndpointTypes,
    MemberEditEndpointTypes,
    AdjustmentEndpointTypes,
    BulkEndpointTypes,
    TaskEndpointTypes,
    ExpiryEndpointTypes,
    ReconciliationEndpointTypes,
    RedemptionEndpointTypes,
    FirstStepEndpointTypes,
    AffiliateEndpointTypes,
    AffiliateComparisonEndpointTypes,
    AffiliateSystemEndpointTypes,
    ClubEndpointTypes {}

export type RequestOf<Name extends EndpointName> = EndpointTypes[Name]['request'];
export type ResponseOf<Name extends EndpointName> = EndpointTypes[Name]['response'];

/** The parts of the request that an endpoint's path names. */
export const pathParameters = (name: EndpointName): string[] =>
  [...ENDPOINTS[name].path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter ?? '');

/**
 * Where an endpoint answers, from the server's root.
 *
 * @param values what stands for the path's `:name`s
 */
export function endpointUrl(name: EndpointName, values: Readonly<Record<string, string>> = {}): string {
  const path = ENDPOINTS[name].path.replace(/:(\w+)/g, (_, parameter: string) =>
    encodeURIComponent(values[parameter] ?? ''),
  );
  return `/${PLUGIN_ID}${path}`;
}

/** The body of every refusal, in the shape that Strapi's admin expects. `details` names the field where there is one. */
export interface HttpErrorDto {
  readonly data: null;
  readonly error: {
    readonly status: number;
    readonly name: 'RewardsError';
    readonly message: string;
    readonly details: Readonly<Record<string, string>> & { readonly code: string };
  };
}
