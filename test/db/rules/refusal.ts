import { type ErrorCode, ERRORS, type ErrorDto, type PostingOutcome } from '../../../server/contract';

/** What a test looks at in a refusal. The class is not compared: Strapi has a copy of the plugin of its own. */
export type Refusal = Pick<ErrorDto, 'code' | 'details'> & { readonly message: string };

/** A refused write of content comes in Strapi's own error, with the code and Strapi's list of errors among its details. */
function toRefusal(error: unknown): Refusal | undefined {
  const { code, details, message } = error as Partial<Refusal>;
  const known = code ?? details?.code;
  if (typeof known !== 'string' || !(known in ERRORS) || typeof details !== 'object') return undefined;
  const { errors: _, ...own } = details as Record<string, string>;
  return { code: known as ErrorCode, details: own, message: String(message) };
}

/** The refusal of an action. Fails when the action goes through; an error that is no refusal goes on as it is. */
export async function refusalOf(action: Promise<unknown>): Promise<Refusal> {
  let result: unknown;
  try {
    result = await action;
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal) return refusal;
    throw error;
  }
  throw new Error(`Not refused: ${JSON.stringify(result)}`);
}

export const codeOf = async (action: Promise<unknown>): Promise<string> => (await refusalOf(action)).code;

/** The code of a posting of many that was refused, `ok` of one that was not. */
export const codeOfOutcome = (outcome: PostingOutcome): string => (outcome.ok ? 'ok' : outcome.error.code);
