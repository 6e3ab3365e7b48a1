import { useIntl } from 'react-intl';

import type { CorrectionInput, RedemptionRowDto } from '../../../server/contract';
import { useRefundRedemptionMutation } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import { readPositiveAmount } from '../../ui/amount';
import { AmountInput } from '../../ui/AmountInput';
import { CorrectionDialog } from '../../ui/CorrectionDialog';
import { asTyped, formatDecimal } from '../../ui/decimal';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { useRefusal } from '../../ui/refusal';
import { useMemberName } from '../../ui/useMemberName';
import { RefundPane } from './RefundPane';
import { useRefundPreview } from './useRefundPreview';
import { useTellSettled } from './useTellSettled';

interface RefundDialogProps {
  readonly row: RedemptionRowDto;
  readonly onDone: () => void;
}

/** Gives back what was captured, or a part: what still stands is there at first, what comes of it is shown, and why is asked. */
export function RefundDialog({ row, onDone }: RefundDialogProps) {
  const { id, amount: standing, currency, orderId: order } = row;
  const translate = useTranslate();
  const { locale } = useIntl();
  const tellSettled = useTellSettled();
  const member = useMemberName()(row.member);
  const readRefusal = useRefusal();
  const [refund, { error, reset }] = useRefundRedemptionMutation();
  const form = useFormDraft(`refund:${id}`, { amount: asTyped(standing, locale), reason: '' });
  const { amount, problem } = readPositiveAmount(form.draft.amount, currency.scale, locale);
  const { error: previewError, ...preview } = useRefundPreview(id, amount);
  const failure = error ?? previewError;
  const refusal = failure && readRefusal(failure);
  const isOfAmount = refusal?.field === 'amount';
  const shown = `${formatDecimal(standing, locale, 'negative')} ${currency.name}`;

  const change = (next: string) => {
    // What was refused stands there no more.
    reset();
    form.change({ amount: next });
  };
  const post = async (input: CorrectionInput) => {
    if (amount === null) return false;
    const answer = await refund({ redemption: id, amount, ...input });
    if ('error' in answer) return false;
    tellSettled('refunded', answer.data, currency.name);
    return true;
  };
  return (
    <CorrectionDialog
      title={translate('redemptions.refund.title', { order })}
      explanation={translate('redemptions.refund.explanation', { amount: shown, member })}
      confirm={translate('redemptions.refund')}
      isImpossible={!preview.data}
      error={isOfAmount ? undefined : failure}
      onPost={post}
      {...{ form, onDone }}
      preview={
        <>
          <AmountInput
            name="amount"
            label={translate('redemptions.refund.amount', { currency: currency.name })}
            value={form.draft.amount}
            onChange={change}
            scale={currency.scale}
            problem={problem}
            refusal={isOfAmount ? refusal.message : undefined}
          />
          <RefundPane preview={preview} refusal={refusal} currency={currency.name} />
        </>
      }
    />
  );
}
