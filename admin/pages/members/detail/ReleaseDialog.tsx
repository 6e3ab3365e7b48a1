import { Button, Modal } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import type { CorrectionInput, MemberHoldDto } from '../../../../server/contract';
import { useReleaseHoldMutation } from '../../../api/ledger';
import { useTranslate } from '../../../translate';
import { CorrectionDialog } from '../../../ui/CorrectionDialog';
import { formatDecimal } from '../../../ui/decimal';

interface ReleaseDialogProps {
  readonly hold: Pick<MemberHoldDto, 'id' | 'remaining' | 'currency'>;
}

/** Gives what a hold keeps back to the member, after asking why. */
export function ReleaseDialog({ hold }: ReleaseDialogProps) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="tertiary" size="S">
          {translate('members.holds.release')}
        </Button>
      </Modal.Trigger>
      {/* Mounted with the dialogue: each has a key and a draft of its own. */}
      {isOpen && <Release hold={hold} onDone={() => setOpen(false)} />}
    </Modal.Root>
  );
}

function Release({ hold, onDone }: ReleaseDialogProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const [release, { error }] = useReleaseHoldMutation();
  const amount = `${formatDecimal(hold.remaining, locale, 'negative')} ${hold.currency.name}`;

  const post = async (input: CorrectionInput) => {
    const answer = await release({ holdId: hold.id, ...input });
    if ('error' in answer) return;
    toggleNotification({ type: 'success', message: translate('members.release.done', { amount }) });
    onDone();
  };
  return (
    <CorrectionDialog
      title={translate('members.release.title')}
      explanation={translate('members.release.what', { amount })}
      confirm={translate('members.release.confirm')}
      error={error}
      onPost={post}
    />
  );
}
