/** V8, C13. What a program outside is told of the affiliate events that it has recorded. */
import type { AffiliateEventDto } from './affiliates';
import type { ErrorDto } from './errors';

/** An event as it was recorded, without what is the house's own. */
export type AffiliateDoorEventDto = Pick<
  AffiliateEventDto,
  'id' | 'externalId' | 'type' | 'status' | 'createdAt' | 'amount' | 'currency'
> & {
  /** The code of its system. */
  readonly system: string;
  /** True when it had been recorded before, and nothing was written now. */
  readonly replayed: boolean;
};

/** F1. What became of an event of a batch. */
export interface AffiliateDoorLineDto {
  /** Its place in the batch, from 0. */
  readonly index: number;
  /** Null: it was refused. */
  readonly event: AffiliateDoorEventDto | null;
  /** Null: it is recorded. */
  readonly error: ErrorDto | null;
}

/** F1. What a batch came to. */
export interface AffiliateDoorCountsDto {
  readonly recorded: number;
  readonly replayed: number;
  readonly refused: number;
}
