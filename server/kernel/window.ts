import type { SortOrder } from '../contract';
import type { PageRequest, Span } from './pages';

/** A part of a sorted list whose rows all come before, or all after, those of the next part. */
export interface Segment {
  readonly count: number;
  /** Ids from `skip` on, in this order. */
  read(window: { readonly order: SortOrder } & Span): Promise<string[]>;
}

const OPPOSITE = { ASC: 'DESC', DESC: 'ASC' } as const;

/**
 * A page of a list that is made of segments. Each is read from its nearer end, so that the last page costs what the first
 * one does.
 */
export async function readWindow(
  segments: readonly Segment[],
  order: SortOrder,
  { page, pageSize }: PageRequest,
): Promise<string[]> {
  let skip = (page - 1) * pageSize;
  const ids: string[] = [];
  for (const segment of segments) {
    const limit = Math.min(pageSize - ids.length, segment.count - skip);
    if (limit > 0) {
      const after = segment.count - skip - limit;
      const found =
        skip <= after
          ? await segment.read({ skip, limit, order })
          : (await segment.read({ skip: after, limit, order: OPPOSITE[order] })).reverse();
      ids.push(...found);
    }
    skip = Math.max(0, skip - segment.count);
  }
  return ids;
}
