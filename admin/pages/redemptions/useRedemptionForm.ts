import { useRef, useState } from 'react';

import type { RedemptionResult, RedemptionTermsDto } from '../../../server/contract';
import { useHoldRedemptionMutation } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { type Refusal, useRefusal } from '../../ui/refusal';
import { type Draft, EMPTY } from './draft';
import { useQuotes } from './useQuotes';

/**
 * The form of a redemption (D9): it can be held once the server has quoted exactly what stands in it. The order's id makes
 * it one redemption, however often it is sent.
 */
export function useRedemptionForm(
  terms: RedemptionTermsDto,
  onHeld: (result: RedemptionResult, currency: string) => void,
) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  const form = useFormDraft<Draft>('redemption', EMPTY);
  const { draft } = form;
  const [refused, setRefused] = useState<Refusal>();
  const quotes = useQuotes(terms, draft);
  const { currency, wanted } = quotes;

  const [send, { isLoading: isHolding }] = useHoldRedemptionMutation();
  // A state would be too late for the second click of a double click.
  const isSending = useRef(false);
  const orderId = draft.orderId.trim();
  const canHold = quotes.isReady && orderId !== '' && !isHolding;

  async function hold(): Promise<void> {
    if (!canHold || wanted === null || currency === undefined || isSending.current) return;
    isSending.current = true;
    const answer = await send({ ...wanted, orderId });
    isSending.current = false;
    if ('error' in answer) {
      const refusal = readRefusal(answer.error);
      const isTaken = refusal.code === 'IDEMPOTENCY_CONFLICT';
      setRefused(isTaken ? { ...refusal, field: 'orderId', message: translate('redemptions.taken') } : refusal);
      return;
    }
    form.begin({ ...EMPTY, currency: draft.currency });
    onHeld(answer.data, currency.name);
  }

  return {
    ...quotes,
    draft,
    change(part: Partial<Draft>) {
      setRefused(undefined);
      form.change(part);
    },
    form,
    /** Names this filling-in of the form: another one begins with every hold. */
    round: form.idempotencyKey,
    refusal: refused ?? (quotes.error && readRefusal(quotes.error)),
    canHold,
    isHolding,
    hold,
  };
}

export type RedemptionFormState = ReturnType<typeof useRedemptionForm>;
