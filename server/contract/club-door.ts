/** V8, A10. What a program outside is told of the events that it has recorded. */
import type { ClubEventDto } from './club';
import type { ErrorDto } from './errors';

/** An event as it was recorded, without what is the house's own. */
export type ClubDoorEventDto = Pick<ClubEventDto, 'id' | 'source' | 'externalId' | 'type' | 'status' | 'receivedAt'> & {
  /** True when it had been recorded before, and nothing was written now. */
  readonly replayed: boolean;
};

/** E1. What became of an event of a batch. */
export interface ClubDoorLineDto {
  /** Its place in the batch, from 0. */
  readonly index: number;
  /** Null: it was refused. */
  readonly event: ClubDoorEventDto | null;
  /** Null: it is recorded. */
  readonly error: ErrorDto | null;
}
