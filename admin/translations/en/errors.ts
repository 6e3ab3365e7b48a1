import { type ErrorCode, ERRORS } from '../../../server/contract';

type ErrorMessages = { readonly [Code in ErrorCode as `error.${Code}`]: string };

/** The refusals in English are the contract's own sentences, whose blanks are written as ICU writes them. */
export default Object.fromEntries(
  Object.entries(ERRORS).map(([code, { message }]) => [`error.${code}`, message]),
) as ErrorMessages;
