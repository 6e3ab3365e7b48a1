import { useIntl } from 'react-intl';

import type { RedemptionRowDto } from '../../../server/contract';
import { useReleaseRedemptionMutation } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { formatDecimal } from '../../ui/decimal';
import { useMemberName } from '../../ui/useMemberName';
import { useTellSettled } from './useTellSettled';

interface ReleaseDialogProps {
  readonly row: RedemptionRowDto;
  readonly onDone: () => void;
}

/** Gives back what is held, after a question: the order is not to be paid. */
export function ReleaseDialog({ row, onDone }: ReleaseDialogProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const tellSettled = useTellSettled();
  const member = useMemberName()(row.member);
  const [release, { error }] = useReleaseRedemptionMutation();
  const amount = `${formatDecimal(row.amount, locale, 'negative')} ${row.currency.name}`;

  const confirm = async () => {
    const answer = await release({ redemption: row.id });
    if ('error' in answer) return false;
    tellSettled('released', answer.data, row.currency.name);
    return true;
  };
  return (
    <ActDialog
      title={translate('redemptions.release.title', { order: row.orderId })}
      explanation={translate('redemptions.release.explanation', { amount, member })}
      confirm={translate('redemptions.release')}
      variant="danger-light"
      {...{ error, onDone }}
      onConfirm={confirm}
    />
  );
}
