import { Button, Modal } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import type { CorrectionInput, HoldDto } from '../../../server/contract';
import { useReleaseHoldMutation } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { CorrectionDialog } from '../../ui/CorrectionDialog';
import { formatDecimal } from '../../ui/decimal';

/** Gives back what a hold keeps, after asking why. */
export function ReleaseButton({ hold }: { readonly hold: HoldDto }) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="secondary">{translate('entry.release')}</Button>
      </Modal.Trigger>
      {isOpen && <ReleaseDialog hold={hold} onDone={() => setOpen(false)} />}
    </Modal.Root>
  );
}

function ReleaseDialog({ hold, onDone }: { readonly hold: HoldDto; readonly onDone: () => void }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const [release, { error }] = useReleaseHoldMutation();

  const post = async (input: CorrectionInput) => {
    const answer = await release({ holdId: hold.id, ...input });
    if (!('data' in answer)) return;
    toggleNotification({ type: 'success', message: translate('entry.released') });
    onDone();
  };
  const amount = formatDecimal(hold.remaining, locale, 'negative');
  return (
    <CorrectionDialog
      title={translate('entry.release.title')}
      explanation={translate('entry.release.explanation', { amount })}
      confirm={translate('entry.release.confirm')}
      error={error}
      onPost={post}
    />
  );
}
