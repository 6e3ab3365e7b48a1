import { TextButton } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { useTranslate } from '../../translate';
import { AmountInput } from '../../ui/AmountInput';
import { asTyped } from '../../ui/decimal';
import type { RedemptionFormState } from './useRedemptionForm';

interface RedeemedFieldProps {
  readonly form: RedemptionFormState;
  readonly refusal: string | undefined;
}

/** How much to redeem, with what fills in as much as the order and the balance allow. */
export function RedeemedField({ form, refusal }: RedeemedFieldProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { currency, most, draft } = form;
  const redeemable = most.data?.redeemable;
  const isAny = redeemable !== undefined && /[1-9]/.test(redeemable);
  return (
    <AmountInput
      name="amount"
      label={
        currency ? translate('redemptions.amount', { currency: currency.name }) : translate('redemptions.amount.any')
      }
      value={draft.amount}
      onChange={(amount) => form.change({ amount })}
      scale={currency?.scale}
      problem={form.amountProblem}
      refusal={refusal}
      action={
        <TextButton
          marginLeft={2}
          disabled={!isAny}
          onClick={() => isAny && form.change({ amount: asTyped(redeemable, locale) })}
        >
          {translate('redemptions.most')}
        </TextButton>
      }
    />
  );
}
