import type { MemberId } from '../../contract';
import type { Milliseconds } from '../../kernel';
import type { JsonValue } from '../../kernel/exact-json';

/** An event that is decided. */
export interface DecidedEvent {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly type: string;
  readonly member: MemberId;
  readonly occurredAt: Milliseconds;
  readonly receivedAt: Milliseconds;
  /** Undefined where it holds none. */
  readonly payload: JsonValue | undefined;
}
