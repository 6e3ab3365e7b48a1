import type { PickedMemberDto } from '../../../server/contract';

/** What stands in the form: amounts as typed. */
export interface Draft {
  readonly member: PickedMemberDto | undefined;
  readonly orderId: string;
  readonly orderAmount: string;
  readonly currency: string | undefined;
  readonly amount: string;
}

export const EMPTY: Draft = { member: undefined, orderId: '', orderAmount: '', currency: undefined, amount: '' };
