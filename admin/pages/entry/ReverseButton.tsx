import { Box, Button, Loader, Modal } from '@strapi/design-system';
import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import type { CorrectionInput } from '../../../server/contract';
import { usePreviewReversalQuery, useReverseEntryMutation } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { CorrectionDialog } from '../../ui/CorrectionDialog';
import { PartFailure } from '../../ui/PartFailure';
import { PostingPreview } from '../../ui/PostingPreview';

/** Backs a row out, after showing what that does to the account and asking why. */
export function ReverseButton({ entryId }: { readonly entryId: string }) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <Modal.Root open={isOpen} onOpenChange={setOpen}>
      <Modal.Trigger>
        <Button variant="danger-light">{translate('entry.reverse')}</Button>
      </Modal.Trigger>
      {isOpen && <ReverseDialog entryId={entryId} onDone={() => setOpen(false)} />}
    </Modal.Root>
  );
}

interface ReverseDialogProps {
  readonly entryId: string;
  readonly onDone: () => void;
}

function ReverseDialog({ entryId, onDone }: ReverseDialogProps) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const preview = usePreviewReversalQuery({ entryId }, { refetchOnMountOrArgChange: true });
  const [reverse, { error }] = useReverseEntryMutation();

  const post = async (input: CorrectionInput) => {
    const answer = await reverse({ entryId, ...input });
    if (!('data' in answer)) return;
    toggleNotification({ type: 'success', message: translate('entry.reversed', { id: answer.data.entry.id }) });
    onDone();
  };

  return (
    <CorrectionDialog
      title={translate('entry.reverse.title')}
      explanation={translate('entry.reverse.explanation')}
      confirm={translate('entry.reverse.confirm')}
      isImpossible={!preview.data}
      error={error}
      onPost={post}
      preview={
        preview.error ? (
          <PartFailure error={preview.error} onRetry={() => void preview.refetch()} />
        ) : (
          <Box minHeight="18rem">
            {preview.data ? <PostingPreview preview={preview.data} /> : <Loader small>{translate('loading')}</Loader>}
          </Box>
        )
      }
    />
  );
}
