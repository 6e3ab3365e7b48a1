import { Button, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';

import type { PickedMemberDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Columns } from '../../ui/Columns';
import { RestoredNotice } from '../../ui/draft/RestoredNotice';
import { CurrencyField } from '../../ui/CurrencyField';
import { MemberPicker } from '../../ui/MemberPicker';
import { ReasonField } from '../../ui/ReasonField';
import { AmountField } from './AmountField';
import { PreviewPane } from './PreviewPane';
import { useAdjustmentForm } from './useAdjustmentForm';
import { useTellPosted } from './useTellPosted';

interface AdjustmentFormProps {
  /** B17. The member whom the form is about; without one, it asks. */
  readonly member?: PickedMemberDto;
  readonly onPosted?: () => void;
  /** Beside the button that posts. */
  readonly cancel?: ReactNode;
}

/** B18. Corrects a balance by hand. */
export function AdjustmentForm({ member: preset, onPosted, cancel }: AdjustmentFormProps) {
  const translate = useTranslate();
  const tellPosted = useTellPosted();
  const form = useAdjustmentForm(preset, (result, draft) => {
    tellPosted(result, draft);
    onPosted?.();
  });
  const { draft, change, currency, refusal } = form;
  const refusalAt = (field: string) => (refusal?.field === field ? refusal.message : undefined);
  // A refusal that names none of the fields stands at the button.
  const isElsewhere = refusal && !['member', 'currency', 'amount'].includes(refusal.field ?? '');

  return (
    <form
      noValidate
      aria-label={translate('adjustments.form')}
      onSubmit={(event) => {
        event.preventDefault();
        void form.post();
      }}
    >
      <RestoredNotice of={form.form} />
      <Columns>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {!preset && (
            <MemberPicker
              key={form.key}
              value={draft.member}
              onChange={(member) => change({ member })}
              error={refusalAt('member')}
            />
          )}
          <CurrencyField
            value={currency?.code}
            onChange={(code) => change({ currency: code })}
            currencies={form.currencies}
            error={refusalAt('currency')}
          />
          <AmountField
            value={draft.amount}
            onChange={(amount) => change({ amount })}
            scale={currency?.scale}
            problem={form.amountProblem}
            refusal={refusalAt('amount')}
          />
          <ReasonField
            key={`reason-${form.key}`}
            value={draft.reason}
            onChange={(reason) => change({ reason })}
            disabled={form.isPosting}
          />
        </Flex>
        <PreviewPane preview={form.preview} refusal={refusal} empty={translate('adjustments.preview.empty')} />
      </Columns>
      <Flex justifyContent="flex-end" alignItems="center" gap={4} paddingTop={4} wrap="wrap">
        {isElsewhere && (
          <Typography role="alert" textColor="danger600">
            {refusal.message}
          </Typography>
        )}
        {cancel}
        <Button type="submit" disabled={!form.canPost} loading={form.isPosting}>
          {translate('adjustments.post')}
        </Button>
      </Flex>
    </form>
  );
}
