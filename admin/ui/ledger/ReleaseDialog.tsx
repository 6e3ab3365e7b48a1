import { useNotification } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import type { CorrectionInput, MemberHoldDto } from '../../../server/contract';
import { useReleaseHoldMutation } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { CorrectionDialog, useReasonDraft } from '../CorrectionDialog';
import { formatDecimal } from '../decimal';
import { OpenButton } from '../OpenButton';

interface ReleaseDialogProps {
  readonly hold: Pick<MemberHoldDto, 'id' | 'remaining' | 'currency'>;
}

/** Gives what a hold keeps back to the member, after asking why. */
export function ReleaseDialog({ hold }: ReleaseDialogProps) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('members.holds.release')} variant="tertiary" size="S">
      {(close) => <Release hold={hold} onDone={close} />}
    </OpenButton>
  );
}

function Release({ hold, onDone }: ReleaseDialogProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const [release, { error }] = useReleaseHoldMutation();
  const form = useReasonDraft(`release:${hold.id}`);
  const amount = `${formatDecimal(hold.remaining, locale, 'negative')} ${hold.currency.name}`;

  const post = async (input: CorrectionInput) => {
    const answer = await release({ holdId: hold.id, ...input });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('members.release.done', { amount }) });
    return true;
  };
  return (
    <CorrectionDialog
      title={translate('members.release.title')}
      explanation={translate('members.release.what', { amount })}
      confirm={translate('members.release.confirm')}
      {...{ form, error, onDone }}
      onPost={post}
    />
  );
}
