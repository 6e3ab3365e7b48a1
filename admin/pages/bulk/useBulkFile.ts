import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';

import { BULK_LIMITS, type BulkPreviewDto } from '../../../server/contract';
import { usePostBatchMutation, usePreviewBatchMutation } from '../../api/bulk';
import { useIdempotencyKey } from '../../ui/idempotencyKey';
import { useTranslate } from '../../translate';
import { useExplain } from '../../ui/useExplain';

interface BulkFile {
  readonly name: string;
  readonly csv: string;
  readonly preview: BulkPreviewDto;
}

/** A file on its way from the disk to the ledger: chosen, tried out, posted. */
export function useBulkFile() {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const explain = useExplain();
  const [tryOut, { isLoading: isChecking }] = usePreviewBatchMutation();
  const [send, { isLoading: isPosting }] = usePostBatchMutation();
  const [file, setFile] = useState<BulkFile>();
  // One for each time a file is chosen, so that sending it twice posts it once.
  const [idempotencyKey, renewKey] = useIdempotencyKey();
  const [problem, setProblem] = useState<string>();

  async function choose(chosen: File): Promise<void> {
    setFile(undefined);
    setProblem(undefined);
    renewKey();
    const csv = await chosen.text();
    if (csv.length > BULK_LIMITS.characters) {
      setProblem(translate('bulk.too-large', { most: BULK_LIMITS.characters / 1024 }));
      return;
    }
    const answer = await tryOut({ csv });
    if ('data' in answer) setFile({ name: chosen.name, csv, preview: answer.data });
    else setProblem(explain(answer.error));
  }

  async function post(skipBad: boolean): Promise<void> {
    if (!file || isPosting) return;
    setProblem(undefined);
    const answer = await send({ csv: file.csv, skipBad, idempotencyKey });
    if ('error' in answer) {
      setProblem(explain(answer.error));
      return;
    }
    setFile(undefined);
    const { posted, skipped } = answer.data;
    toggleNotification({ type: 'success', message: translate('bulk.posted', { posted, skipped }) });
  }

  return { file, problem, isChecking, isPosting, choose, post, discard: () => setFile(undefined) };
}
