import type { QuoteInput } from '../../../server/contract';
import { useQuoteRedemptionQuery } from '../../api/redemptions';
import { answerTo, useAsked } from '../../ui/useAsked';

const NOTHING: QuoteInput = { member: '', orderAmount: '' };

/** What the server says that an order would cost, or why it cannot be said. */
export function useQuote(wanted: QuoteInput | null) {
  const { asked, isAsked } = useAsked(wanted);
  const quote = useQuoteRedemptionQuery(asked ?? NOTHING, { skip: !isAsked, refetchOnMountOrArgChange: true });
  return answerTo(wanted, isAsked, quote);
}
