import type { Actor } from '../contract';

/** An administrator of Strapi, as far as what they do is written down. */
export interface Administrator {
  readonly id: string;
  readonly name?: string | undefined;
}

/** An administrator as the ledger names who had a row posted. */
export const actorOf = ({ id, name }: Administrator): Actor => ({
  id: `admin:${id}`,
  ...(name === undefined ? {} : { name }),
});

/** Who did something, as two columns have it. */
export const toActor = (id: string, name: string | null): Actor => ({ id, ...(name === null ? {} : { name }) });
