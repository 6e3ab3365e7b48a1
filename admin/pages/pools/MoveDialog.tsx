import { Field, Textarea } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { CLUB_LIMITS, type PoolDto } from '../../../server/contract';
import { useMovePoolMutation } from '../../api/missions';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { readPositiveAmount } from '../../ui/amount';
import { AmountInput } from '../../ui/AmountInput';
import { formatDecimal } from '../../ui/decimal';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { useRefusal } from '../../ui/refusal';
import { useCurrencies } from '../../ui/useCurrencies';

interface MoveDialogProps {
  readonly pool: PoolDto;
  readonly move: 'fund' | 'withdraw';
  readonly onDone: () => void;
}

/** E14. Puts money into a pool or takes it out, for a reason; a double click moves it once. */
export function MoveDialog({ pool, move, onDone }: MoveDialogProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const { nameOf, scaleOf } = useCurrencies();
  const readRefusal = useRefusal();
  const form = useFormDraft(`pool-${move}:${pool.code}`, { typed: '', reason: '' });
  const [send, { error, reset }] = useMovePoolMutation();
  const { typed, reason } = form.draft;
  const scale = scaleOf(pool.currency);
  const { amount, problem } = readPositiveAmount(typed, scale, locale);
  const refusal = error && readRefusal(error);
  const isAtAmount = refusal?.field === 'amount';
  const shown = (figure: string) => `${formatDecimal(figure, locale, 'negative')} ${nameOf(pool.currency)}`;
  const change = (part: Partial<typeof form.draft>) => {
    // What was refused stands there no more.
    reset();
    form.change(part);
  };
  const confirm = async () => {
    if (amount === null) return false;
    const { idempotencyKey } = form;
    const answer = await send({ pool: pool.code, move, amount, reason: reason.trim(), idempotencyKey });
    if ('error' in answer) {
      // Its answer was lost, and it was edited since: a new key, so that whoever has looked can move what stands there.
      if (readRefusal(answer.error).code === 'IDEMPOTENCY_CONFLICT') form.renewKey();
      return false;
    }
    const told = { amount: shown(answer.data.row.amount.replace('-', '')), name: pool.name };
    toggleNotification({ type: 'success', message: translate(`pools.told.${move}`, told) });
    return true;
  };
  return (
    <ActDialog
      variant={move === 'withdraw' ? 'danger-light' : 'default'}
      title={translate(`pools.title.${move}`, { name: pool.name })}
      explanation={translate(`pools.explanation.${move}`, { available: shown(pool.available) })}
      confirm={translate(`pools.act.${move}`)}
      isReady={amount !== null && reason.trim() !== ''}
      error={isAtAmount ? undefined : error}
      onConfirm={confirm}
      {...{ form, onDone }}
    >
      <AmountInput
        name="amount"
        label={translate('column.amount')}
        value={typed}
        onChange={(next) => change({ typed: next })}
        {...{ scale, problem }}
        refusal={isAtAmount ? refusal.message : undefined}
      />
      <Field.Root name="reason" required>
        <Field.Label>{translate('reason.label')}</Field.Label>
        <Textarea
          value={reason}
          rows={2}
          maxLength={CLUB_LIMITS.note}
          placeholder={translate('pools.reason.placeholder')}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => change({ reason: event.target.value })}
        />
      </Field.Root>
    </ActDialog>
  );
}
