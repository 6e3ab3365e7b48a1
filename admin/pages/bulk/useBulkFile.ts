import { useNotification } from '@strapi/strapi/admin';
import { useCallback, useEffect, useState } from 'react';

import { BULK_LIMITS, type BulkPreviewDto } from '../../../server/contract';
import { usePostBatchMutation, usePreviewBatchMutation } from '../../api/bulk';
import { useTranslate } from '../../translate';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { refusalDetailsOf, useExplain } from '../../ui/useExplain';

const NO_FILE = { name: '', csv: '', skipBad: false };

/** A file on its way from the disk to the ledger: chosen, tried out, posted. */
export function useBulkFile() {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const explain = useExplain();
  const [tryOut, { isLoading: isChecking }] = usePreviewBatchMutation();
  const [send, { isLoading: isPosting }] = usePostBatchMutation();
  // Its key is one for each time a file is chosen, so that sending it twice posts it once.
  const form = useFormDraft('bulk', NO_FILE);
  const { draft, begin, idempotencyKey } = form;
  const [preview, setPreview] = useState<BulkPreviewDto>();
  const [problem, setProblem] = useState<string>();

  const check = useCallback(
    async (csv: string) => {
      setProblem(undefined);
      const answer = await tryOut({ csv });
      if ('data' in answer) {
        setPreview(answer.data);
        return;
      }
      setProblem(explain(answer.error));
      // A file that is refused is none; one that did not arrive stays.
      if (refusalDetailsOf(answer.error) !== null) begin(NO_FILE);
    },
    [tryOut, explain, begin],
  );

  const { isRestored } = form;
  useEffect(() => {
    if (isRestored && !preview && !problem && !isChecking) void check(draft.csv);
  }, [isRestored, preview, problem, isChecking, check, draft.csv]);

  async function choose(chosen: File): Promise<void> {
    discard();
    const csv = await chosen.text();
    if (csv.length > BULK_LIMITS.characters) {
      setProblem(translate('bulk.too-large', { most: BULK_LIMITS.characters / 1024 }));
      return;
    }
    form.change({ name: chosen.name, csv });
    await check(csv);
  }

  async function post(): Promise<void> {
    if (!preview || isPosting) return;
    setProblem(undefined);
    const answer = await send({ csv: draft.csv, skipBad: draft.skipBad, idempotencyKey });
    if ('error' in answer) {
      setProblem(explain(answer.error));
      return;
    }
    discard();
    const { posted, skipped } = answer.data;
    toggleNotification({ type: 'success', message: translate('bulk.posted', { posted, skipped }) });
  }

  function discard(): void {
    begin(NO_FILE);
    setPreview(undefined);
    setProblem(undefined);
  }

  const file = draft.csv === '' ? undefined : draft;
  return {
    form: { isRestored, begin: discard },
    file,
    preview,
    problem,
    isChecking,
    isPosting,
    choose,
    check,
    post,
    discard,
    change: form.change,
  };
}
