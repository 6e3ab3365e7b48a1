/** Content as editors write it, and the refusals that they read. */
import type { ErrorCode, ErrorDetails } from '../../server/contract';
import type { OpenLedger } from '../support/ledger';

type Data = Readonly<Record<string, unknown>>;
export type Kind = 'currency' | 'level' | 'tier' | 'badge' | 'badge-award' | 'member' | 'adjustment';
export interface Content extends Data {
  readonly id: number;
  readonly documentId: string;
}

/** The Document Service of one of the plugin's content types, as far as these tests use it. */
export interface Documents {
  create(params: { data: Data }): Promise<Content>;
  update(params: { documentId: string; data: Data }): Promise<Content | null>;
  delete(params: { documentId: string }): Promise<unknown>;
  findFirst(params: { filters: Data; populate?: readonly string[] }): Promise<Content | null>;
  findMany(params: { filters?: Data; populate?: readonly string[] }): Promise<Content[]>;
}

export const documents = (open: Pick<OpenLedger, 'strapi'>, kind: Kind): Documents =>
  open.strapi.documents(`plugin::rewards.${kind}` as never) as unknown as Documents;

/** The content with this code; it is there, or the test fails here. */
export async function withCode(open: Pick<OpenLedger, 'strapi'>, kind: Kind, code: string): Promise<Content> {
  const found = await documents(open, kind).findFirst({ filters: { code } });
  if (!found) throw new Error(`There is no ${kind} "${code}".`);
  return found;
}

/** A refusal as Strapi's own error carries it. */
export interface Refused {
  readonly name: string;
  readonly message: string;
  readonly details: ErrorDetails & { readonly code: ErrorCode };
}

/** The refusal that an action ends with; one that goes through fails the test. */
export async function refusedBy(action: Promise<unknown>): Promise<Refused> {
  const result = await action.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in result) throw new Error(`Not refused: ${JSON.stringify(result.value)}`);
  return result.error as Refused;
}

export const codeOf = async (action: Promise<unknown>): Promise<ErrorCode> => (await refusedBy(action)).details.code;
