import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import type { CorrectionInput, DiscrepancyDto } from '../../../../server/contract';
import { useAdjustDiscrepancyMutation } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';
import { CorrectionDialog } from '../../../ui/CorrectionDialog';
import { asTyped, formatDecimal } from '../../../ui/decimal';
import { useRefusal } from '../../../ui/refusal';
import { readAmount } from '../../../ui/amount';
import { AmountField } from '../../adjustments/AmountField';
import { useMemberName } from '../../../ui/useMemberName';

interface AdjustDialogProps {
  readonly discrepancy: DiscrepancyDto;
  readonly onDone: () => void;
}

/** Resolves it by a row of the ledger: by how much stands there as it is suggested, and why is asked. */
export function AdjustDialog({ discrepancy, onDone }: AdjustDialogProps) {
  const { id, member, currency, suggestion } = discrepancy;
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const name = useMemberName()(member);
  const readRefusal = useRefusal();
  const [adjust, { error, reset }] = useAdjustDiscrepancyMutation();
  const [typed, setTyped] = useState(() => (suggestion.amount === null ? '' : asTyped(suggestion.amount, locale)));
  const { amount, problem } = readAmount(typed, currency.scale, locale);
  const refusal = error && readRefusal(error);
  const isOfAmount = refusal?.field === 'amount';

  const change = (next: string) => {
    // What was refused stands there no more.
    reset();
    setTyped(next);
  };
  const post = async (input: CorrectionInput) => {
    if (amount === null) return;
    const answer = await adjust({ discrepancy: id, amount, ...input });
    if ('error' in answer) return;
    const values = { amount: formatDecimal(amount, locale, 'always'), currency: currency.name, member: name };
    toggleNotification({ type: 'success', message: translate('adjustments.posted', values) });
    onDone();
  };

  return (
    <CorrectionDialog
      title={translate('reconciliation.adjust.title')}
      explanation={translate('reconciliation.adjust.explanation', { member: name, currency: currency.name })}
      confirm={translate('adjustments.post')}
      isImpossible={amount === null}
      error={isOfAmount ? undefined : error}
      onPost={post}
      preview={
        <AmountField
          value={typed}
          onChange={change}
          scale={currency.scale}
          problem={problem}
          refusal={isOfAmount ? refusal.message : undefined}
        />
      }
    />
  );
}
