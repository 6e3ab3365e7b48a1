import { useIntl } from 'react-intl';

import type { RedemptionRefundPreviewDto, RedemptionResult } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { BeforeAfter, type Change } from '../../ui/BeforeAfter';
import { formatDecimal } from '../../ui/decimal';
import { PreviewFrame } from '../../ui/PreviewFrame';
import type { Refusal } from '../../ui/refusal';

interface RefundPaneProps {
  readonly preview: {
    readonly data: RedemptionRefundPreviewDto | undefined;
    readonly isLoading: boolean;
    readonly retry: () => void;
  };
  readonly refusal: Refusal | undefined;
  readonly currency: string;
}

/** Below the amount: how the redemption, the order and the balance would stand, or what is missing to say so. */
export function RefundPane({ preview: { data, isLoading, retry }, refusal, currency }: RefundPaneProps) {
  const translate = useTranslate();
  const isUnanswered = refusal !== undefined && refusal.code === null;
  const sentence =
    refusal === undefined ? translate('redemptions.refund.empty') : translate('redemptions.refund.refused');
  return (
    <PreviewFrame
      label={translate('redemptions.refund.preview')}
      isLoading={isLoading}
      loading={translate('redemptions.refund.loading')}
      sentence={data ? undefined : sentence}
      onRetry={isUnanswered && !data ? retry : undefined}
    >
      {data && <RefundFigures preview={data} currency={currency} />}
    </PreviewFrame>
  );
}

function RefundFigures({ preview: { before, after }, currency }: Pick<RefundPaneProps, 'currency'> & PreviewGiven) {
  const translate = useTranslate();
  const { locale } = useIntl();
  type Figure = 'refunded' | 'discount' | 'toPay' | 'remaining';
  const shown = (result: RedemptionResult, name: Figure) => formatDecimal(result[name], locale, 'negative');
  const change = (label: string, name: Figure): Change => ({
    label,
    before: shown(before, name),
    after: shown(after, name),
  });
  return (
    <BeforeAfter
      changes={[
        change(translate('redemptions.refund.given-back', { currency }), 'refunded'),
        change(translate('redemptions.column.discount'), 'discount'),
        change(translate('redemptions.column.to-pay'), 'toPay'),
        change(translate('redemptions.refund.available', { currency }), 'remaining'),
      ]}
    />
  );
}

interface PreviewGiven {
  readonly preview: RedemptionRefundPreviewDto;
}
