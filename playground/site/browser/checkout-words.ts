import { Refusal, sentenceFor } from './ask';

/** What a refusal of the shop means to whoever buys something; other ones have words of their own. */
const WORDS: Readonly<Record<string, string>> = {
  INSUFFICIENT_FUNDS: 'You do not have that much.',
  EXCEEDS_ORDER: 'That is more than this order costs.',
  WORTH_NOTHING: 'That is too little to take anything off.',
  INVALID_AMOUNT: 'Write the amount with digits, such as 12.50.',
  ZERO_AMOUNT: 'Write how much, or choose to redeem nothing.',
  MEMBER_NOT_FOUND: 'You are not known to our shop yet. Please write to us.',
  HOLD_EXPIRED: 'The reservation has ended. Please begin again.',
  NO_SUCH_ORDER: 'This order is not open any more. Please begin again.',
  ACCOUNT_DAMAGED: 'Redeeming is not possible at the moment. You can buy without it.',
  LEDGER_BUSY: 'We are busy. Please try again.',
};

export const wordsFor = (error: unknown): string =>
  (error instanceof Refusal ? WORDS[error.code ?? ''] : undefined) ?? sentenceFor(error);
