import type { Actor } from '../../../server/contract';

/** What somebody who did something is called; of one whose name was not kept, the kind and the id. */
export const nameOf = ({ id, name }: Actor): string => name ?? id;
