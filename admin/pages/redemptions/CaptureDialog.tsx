import { useIntl } from 'react-intl';

import type { RedemptionRowDto } from '../../../server/contract';
import { useCaptureRedemptionMutation } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { readPositiveAmount } from '../../ui/amount';
import { AmountInput } from '../../ui/AmountInput';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { formatDecimal } from '../../ui/decimal';
import { Segments } from '../../ui/list/Segments';
import { useTellSettled } from './useTellSettled';

interface CaptureDialogProps {
  readonly row: RedemptionRowDto;
  readonly onDone: () => void;
}

type HowMuch = 'all' | 'part';

interface Draft {
  readonly howMuch: HowMuch;
  readonly typed: string;
}

/** Spends what is held, or a part of it, once the order is paid. */
export function CaptureDialog({ row, onDone }: CaptureDialogProps) {
  const { amount: held, currency, orderId: order } = row;
  const translate = useTranslate();
  const { locale } = useIntl();
  const tellSettled = useTellSettled();
  const [capture, { error, reset }] = useCaptureRedemptionMutation();
  const form = useFormDraft<Draft>(`capture:${row.id}`, { howMuch: 'all', typed: '' });
  const { howMuch, typed } = form.draft;
  const { amount, problem } = readPositiveAmount(typed, currency.scale, locale);
  const isPart = howMuch === 'part';
  const shown = `${formatDecimal(held, locale, 'negative')} ${currency.name}`;

  const confirm = async () => {
    const answer = await capture({ redemption: row.id, ...(isPart && amount !== null && { amount }) });
    if ('error' in answer) return false;
    tellSettled('captured', answer.data, currency.name);
    return true;
  };
  return (
    <ActDialog
      title={translate('redemptions.capture.title', { order })}
      explanation={translate('redemptions.capture.explanation', { amount: shown })}
      confirm={translate('redemptions.capture')}
      isReady={!isPart || amount !== null}
      {...{ form, error, onDone }}
      onConfirm={confirm}
    >
      <Segments<HowMuch>
        label={translate('redemptions.capture.how-much')}
        value={howMuch}
        options={[
          { value: 'all', label: translate('redemptions.capture.all', { amount: shown }) },
          { value: 'part', label: translate('redemptions.capture.part') },
        ]}
        onChange={(next) => form.change({ howMuch: next })}
      />
      {isPart && (
        <AmountInput
          name="captured"
          label={translate('redemptions.capture.amount', { currency: currency.name })}
          hint={translate('redemptions.capture.hint', { amount: shown })}
          value={typed}
          onChange={(next) => {
            // What was refused stands there no more.
            reset();
            form.change({ typed: next });
          }}
          scale={currency.scale}
          problem={problem}
        />
      )}
    </ActDialog>
  );
}
