import { useTranslate } from '../../translate';
import { PreviewFrame } from '../../ui/PreviewFrame';
import { QuoteFigures } from './QuoteFigures';
import { Possible } from './Possible';
import type { RedemptionFormState } from './useRedemptionForm';

/** Beside the fields: what the order would cost, or what is missing to say so. */
export function QuotePane({ form }: { readonly form: RedemptionFormState }) {
  const translate = useTranslate();
  const { shown, most, refusal, currency } = form;
  return (
    <PreviewFrame
      label={translate('redemptions.quote')}
      isLoading={form.isLoading}
      loading={translate('redemptions.quote.loading')}
      sentence={sentence()}
      onRetry={refusal !== undefined && refusal.code === null ? form.retry : undefined}
    >
      {shown && currency && <QuoteFigures quote={shown} currency={currency.name} />}
      {!shown && most.data && currency && <Possible quote={most.data} currency={currency.name} />}
    </PreviewFrame>
  );

  function sentence(): string | undefined {
    if (shown) return form.isOpen ? translate('redemptions.quote.most') : undefined;
    if (refusal) return translate('redemptions.quote.refused');
    return most.data ? undefined : translate('redemptions.quote.empty');
  }
}
