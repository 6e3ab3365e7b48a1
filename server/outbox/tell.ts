import type { NoticeHead, NoticeName } from '../contract';
import type { Waiting } from './outbox-store';
import type { Watch } from './watch';

/** What came of telling one member some of what waits for them. */
export interface Told {
  /** The numbers of the rows that every listener has heard. */
  readonly rows: readonly number[];
  /** The first that a listener failed at; those behind it wait. */
  readonly failed?: { readonly notice: Waiting; readonly error: unknown };
}

export interface Telling {
  /** Rejects with what a listener throws. */
  emit(event: NoticeName, payload: NoticeHead): Promise<void>;
  /** Gives up on listeners who take too long. */
  readonly watch: Watch;
  /** Whether to go on with the next one. */
  mayGoOn(): boolean;
}

/** Tells a member's events one after the other, until a listener fails. Never throws. */
export async function tellInOrder({ emit, watch, mayGoOn }: Telling, notices: readonly Waiting[]): Promise<Told> {
  const rows: number[] = [];
  for (const notice of notices) {
    if (!mayGoOn()) break;
    try {
      await watch.within(emit(notice.event, notice.payload));
    } catch (error) {
      return { rows, failed: { notice, error } };
    }
    rows.push(notice.row);
  }
  return { rows };
}
