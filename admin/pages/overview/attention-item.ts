import type { To } from 'react-router-dom';

/** Something that somebody should look at, and the way there. It is shown where there is any of it. */
export interface AttentionItem {
  readonly key: string;
  readonly isUrgent: boolean;
  readonly count: number;
  readonly text: string;
  readonly to: To;
}
