import { Button, Field, Flex, TextInput, Typography } from '@strapi/design-system';

import { REDEMPTION_LIMITS, type RedemptionTermsDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { AmountInput } from '../../ui/AmountInput';
import { Columns } from '../../ui/Columns';
import { RestoredNotice } from '../../ui/draft/RestoredNotice';
import { CurrencyField } from '../../ui/CurrencyField';
import { MemberPicker } from '../../ui/MemberPicker';
import { useKeepFocus } from '../../ui/useKeepFocus';
import { QuotePane } from './QuotePane';
import { RedeemedField } from './RedeemedField';
import { useRedemptionForm } from './useRedemptionForm';
import { useTellSettled } from './useTellSettled';

/** D9. Redeems on an order that a person looks after: a quote as one types, and then the hold. */
export function RedemptionForm({ terms }: { readonly terms: RedemptionTermsDto }) {
  const translate = useTranslate();
  const tellSettled = useTellSettled();
  const form = useRedemptionForm(terms, (result, currency) => tellSettled('held', result, currency));
  const { draft, change, refusal } = form;
  useKeepFocus(form.round);
  const mayChoose = terms.currencies.length > 1;
  const fields = ['member', 'orderId', 'orderAmount', 'amount', ...(mayChoose ? ['currency'] : [])];
  const refusalAt = (field: string) => (refusal?.field === field ? refusal.message : undefined);

  return (
    <form
      noValidate
      aria-label={translate('redemptions.form')}
      onSubmit={(event) => {
        event.preventDefault();
        void form.hold();
      }}
    >
      <RestoredNotice of={form.form} />
      <Columns>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <MemberPicker
            key={form.round}
            value={draft.member}
            onChange={(member) => change({ member })}
            error={refusalAt('member')}
          />
          <Field.Root name="orderId" required error={refusalAt('orderId') ?? false}>
            <Field.Label>{translate('redemptions.order-id')}</Field.Label>
            <TextInput
              value={draft.orderId}
              autoComplete="off"
              maxLength={REDEMPTION_LIMITS.orderId}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) => change({ orderId: event.target.value })}
            />
            <Field.Error />
          </Field.Root>
          <AmountInput
            name="orderAmount"
            label={translate('redemptions.order-amount')}
            hint={translate('redemptions.order-amount.hint')}
            value={draft.orderAmount}
            onChange={(orderAmount) => change({ orderAmount })}
            scale={terms.decimals}
            problem={form.orderProblem}
            refusal={refusalAt('orderAmount')}
          />
          {mayChoose && (
            <CurrencyField
              value={form.currency?.code}
              onChange={(currency) => change({ currency })}
              currencies={terms.currencies}
              error={refusalAt('currency')}
            />
          )}
          <RedeemedField form={form} refusal={refusalAt('amount')} />
        </Flex>
        <QuotePane form={form} />
      </Columns>
      <Flex justifyContent="flex-end" alignItems="center" gap={4} paddingTop={4} wrap="wrap">
        {refusal && !fields.includes(refusal.field ?? '') && (
          // A refusal that names none of the fields stands at the button.
          <Typography role="alert" textColor="danger600">
            {refusal.message}
          </Typography>
        )}
        <Button type="submit" disabled={!form.canHold} loading={form.isHolding}>
          {translate('redemptions.hold')}
        </Button>
      </Flex>
    </form>
  );
}
