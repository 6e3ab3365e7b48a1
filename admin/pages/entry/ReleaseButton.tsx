import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { CorrectionInput, HoldDto } from '../../../server/contract';
import { useReleaseHoldMutation } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { CorrectionDialog, useReasonDraft } from '../../ui/CorrectionDialog';
import { formatDecimal } from '../../ui/decimal';
import { OpenButton } from '../../ui/OpenButton';

/** Gives back what a hold keeps, after asking why. */
export function ReleaseButton({ hold }: { readonly hold: HoldDto }) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('entry.release')} variant="secondary">
      {(close) => <ReleaseDialog hold={hold} onDone={close} />}
    </OpenButton>
  );
}

function ReleaseDialog({ hold, onDone }: { readonly hold: HoldDto; readonly onDone: () => void }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const [release, { error }] = useReleaseHoldMutation();
  const form = useReasonDraft(`release:${hold.id}`);

  const post = async (input: CorrectionInput) => {
    const answer = await release({ holdId: hold.id, ...input });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('entry.released') });
    return true;
  };
  const amount = formatDecimal(hold.remaining, locale, 'negative');
  return (
    <CorrectionDialog
      title={translate('entry.release.title')}
      explanation={translate('entry.release.explanation', { amount })}
      confirm={translate('entry.release.confirm')}
      {...{ form, error, onDone }}
      onPost={post}
    />
  );
}
