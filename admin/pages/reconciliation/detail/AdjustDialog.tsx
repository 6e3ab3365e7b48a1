import { useNotification } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import type { CorrectionInput, DiscrepancyDto } from '../../../../server/contract';
import { useAdjustDiscrepancyMutation, usePreviewDiscrepancyAdjustmentQuery } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';
import { AmountField } from '../../../ui/adjustment/AmountField';
import { PreviewPane } from '../../../ui/adjustment/PreviewPane';
import { readAmount } from '../../../ui/amount';
import { CorrectionDialog } from '../../../ui/CorrectionDialog';
import { asTyped, formatDecimal } from '../../../ui/decimal';
import { useFormDraft } from '../../../ui/draft/useFormDraft';
import { useRefusal } from '../../../ui/refusal';
import { answerTo, useAsked } from '../../../ui/useAsked';
import { useMemberName } from '../../../ui/useMemberName';

interface AdjustDialogProps {
  readonly discrepancy: DiscrepancyDto;
  readonly onDone: () => void;
}

/** Resolves it by a row of the ledger: by how much stands there as it is suggested, what it does is shown, and why is asked. */
export function AdjustDialog({ discrepancy, onDone }: AdjustDialogProps) {
  const { id, member, currency, suggestion } = discrepancy;
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const name = useMemberName()(member);
  const readRefusal = useRefusal();
  const [adjust, { error, reset }] = useAdjustDiscrepancyMutation();
  const suggested = suggestion.amount === null ? '' : asTyped(suggestion.amount, locale);
  const form = useFormDraft(`adjust:${id}`, { amount: suggested, reason: '' });
  const { amount, problem } = readAmount(form.draft.amount, currency.scale, locale);
  const { error: previewError, ...preview } = usePreview(id, amount);
  const failure = error ?? previewError;
  const refusal = failure && readRefusal(failure);
  const isOfAmount = refusal?.field === 'amount';

  const change = (next: string) => {
    // What was refused stands there no more.
    reset();
    form.change({ amount: next });
  };
  const post = async (input: CorrectionInput) => {
    if (amount === null) return false;
    const answer = await adjust({ discrepancy: id, amount, ...input });
    if ('error' in answer) return false;
    const values = { amount: formatDecimal(amount, locale, 'always'), currency: currency.name, member: name };
    toggleNotification({ type: 'success', message: translate('adjustments.posted', values) });
    return true;
  };

  return (
    <CorrectionDialog
      title={translate('reconciliation.adjust.title')}
      explanation={translate('reconciliation.adjust.explanation', { member: name, currency: currency.name })}
      confirm={translate('adjustments.post')}
      isImpossible={!preview.data}
      error={isOfAmount ? undefined : failure}
      onPost={post}
      {...{ form, onDone }}
      preview={
        <>
          <AmountField
            value={form.draft.amount}
            onChange={change}
            scale={currency.scale}
            problem={problem}
            refusal={isOfAmount ? refusal.message : undefined}
          />
          <PreviewPane preview={preview} refusal={refusal} empty={translate('reconciliation.adjust.preview.empty')} />
        </>
      }
    />
  );
}

/** What an adjustment by this amount would post, or why it cannot be. */
function usePreview(discrepancy: string, amount: string | null) {
  const wanted = useMemo(() => (amount === null ? null : { discrepancy, amount }), [discrepancy, amount]);
  const { asked, isAsked } = useAsked(wanted);
  const query = usePreviewDiscrepancyAdjustmentQuery(asked ?? { discrepancy, amount: '' }, {
    skip: !isAsked,
    refetchOnMountOrArgChange: true,
  });
  return answerTo(wanted, isAsked, query);
}
