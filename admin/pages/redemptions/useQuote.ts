import type { QuoteInput } from '../../../server/contract';
import { useQuoteRedemptionQuery } from '../../api/redemptions';
import { useAsked } from '../../ui/useAsked';

const NOTHING: QuoteInput = { member: '', orderAmount: '' };

/** What the server answers to a question, or why not; of an earlier question nothing is handed on. */
export function useQuote(wanted: QuoteInput | null) {
  const { asked, isAsked } = useAsked(wanted);
  const quote = useQuoteRedemptionQuery(asked ?? NOTHING, { skip: !isAsked, refetchOnMountOrArgChange: true });
  const isAnswered = isAsked && !quote.isFetching;
  return {
    data: isAnswered && !quote.error ? quote.currentData : undefined,
    error: isAnswered ? quote.error : undefined,
    isLoading: wanted !== null && !isAnswered,
    retry: () => void quote.refetch(),
  };
}
