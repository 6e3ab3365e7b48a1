import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import type { RedemptionTermsDto } from '../../../server/contract';
import { readPositiveAmount } from '../../ui/amount';
import type { Draft } from './draft';
import { useQuote } from './useQuote';

/**
 * What stands in the form, read and asked about twice: what the order and the balance allow at most, which is known also
 * while the amount is wanting or too much, and what comes of exactly this amount.
 */
export function useQuotes({ currencies, decimals }: RedemptionTermsDto, draft: Draft) {
  const { locale } = useIntl();
  // Where there is one currency, nobody needs to choose.
  const chosen = draft.currency ?? (currencies.length === 1 ? currencies[0]?.code : undefined);
  const currency = currencies.find(({ code }) => code === chosen);
  const order = readPositiveAmount(draft.orderAmount, decimals, locale);
  const redeemed = readPositiveAmount(draft.amount, currency?.scale, locale);

  const member = draft.member?.id;
  const code = currency?.code;
  const orderAmount = order.amount;
  const amount = redeemed.amount;
  const open = useMemo(
    () =>
      member !== undefined && code !== undefined && orderAmount !== null
        ? { member, currency: code, orderAmount }
        : null,
    [member, code, orderAmount],
  );
  const wanted = useMemo(() => (open && amount !== null ? { ...open, amount } : null), [open, amount]);
  const most = useQuote(open);
  const exact = useQuote(wanted);
  // Without an amount, as much as possible is shown; a mistyped one is no reason to.
  const isOpen = amount === null && redeemed.problem === null;
  return {
    currency,
    orderProblem: order.problem,
    amountProblem: redeemed.problem,
    wanted,
    /** What the order and the balance allow at most. */
    most,
    /** The one that is to be shown, and whether it is of no amount in particular. */
    shown: wanted === null && !isOpen ? undefined : wanted === null ? most.data : exact.data,
    isOpen,
    isReady: exact.data !== undefined,
    isLoading: wanted === null ? most.isLoading : exact.isLoading,
    error: exact.error ?? most.error,
    retry: exact.error ? exact.retry : most.retry,
  };
}
