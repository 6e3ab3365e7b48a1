import { Button, Dialog } from '@strapi/design-system';
import { ConfirmDialog, useNotification } from '@strapi/strapi/admin';

import type { RebuildDto } from '../../../server/contract';
import { useRebuildProjectionsMutation } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { useExplain } from '../../ui/useExplain';

/** B12. Calculates every balance again from the ledger, after a question, and says what came of it. */
export function RebuildButton({ onDone }: { readonly onDone: (rebuilt: RebuildDto) => void }) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const explain = useExplain();
  const [rebuild, { isLoading }] = useRebuildProjectionsMutation();

  const run = async () => {
    const answer = await rebuild({});
    if ('data' in answer) {
      const { accountsRebuilt: accounts, accountsLeftAlone } = answer.data;
      const type = accountsLeftAlone > 0 ? 'warning' : 'success';
      // What was left alone is told below, and stays there.
      if (accounts > 0 || accountsLeftAlone === 0) {
        toggleNotification({ type, message: translate('health.rebuilt', { accounts }) });
      }
      onDone(answer.data);
    } else {
      toggleNotification({ type: 'danger', message: `${translate('health.rebuild.failed')} ${explain(answer.error)}` });
    }
  };

  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button variant="secondary" size="S" loading={isLoading}>
          {translate('health.rebuild')}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog variant="default" title={translate('health.rebuild')} onConfirm={run}>
        {translate('health.rebuild.question')}
      </ConfirmDialog>
    </Dialog.Root>
  );
}
