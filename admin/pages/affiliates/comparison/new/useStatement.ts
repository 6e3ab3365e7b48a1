import { useCallback, useRef, useState } from 'react';

import { AFFILIATE_COMPARISON_LIMITS, type AffiliateStatementDto } from '../../../../../server/contract';
import { usePreviewAffiliateStatementMutation } from '../../../../api/affiliate-comparisons';
import { useRefusal } from '../../../../ui/refusal';

const { beginning } = AFFILIATE_COMPARISON_LIMITS;

/** A network's file that was chosen, and what the server reads at its beginning. */
export function useStatement() {
  const readRefusal = useRefusal();
  const [ask, { isLoading }] = usePreviewAffiliateStatementMutation();
  const [file, setFile] = useState<File>();
  const [statement, setStatement] = useState<AffiliateStatementDto>();
  const [problem, setProblem] = useState<string>();
  const latest = useRef<File>();

  const choose = useCallback(
    async (chosen: File | undefined): Promise<void> => {
      latest.current = chosen;
      setFile(chosen);
      setStatement(undefined);
      setProblem(undefined);
      if (!chosen) return;
      // So many bytes are no more characters. Half of a last one is in the last line, which is not told.
      const csv = await chosen.slice(0, beginning).text();
      const answer = await ask({ csv, isCut: chosen.size > beginning });
      // Another one may have been chosen meanwhile.
      if (latest.current !== chosen) return;
      if ('error' in answer) setProblem(readRefusal(answer.error).message);
      else setStatement(answer.data);
    },
    [ask, readRefusal],
  );
  return { file, statement, problem, isReading: isLoading, choose };
}
