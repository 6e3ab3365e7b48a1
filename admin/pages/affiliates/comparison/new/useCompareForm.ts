import { useMemo, useRef, useState } from 'react';

import { AFFILIATE_COMPARISON_LIMITS, type AffiliateComparisonDto } from '../../../../../server/contract';
import { useListAffiliateSystemNamesQuery } from '../../../../api/affiliates';
import {
  useCompareAffiliateEventsMutation,
  useListAffiliateComparisonsQuery,
} from '../../../../api/affiliate-comparisons';
import { useTranslate } from '../../../../translate';
import { useFormDraft } from '../../../../ui/draft/useFormDraft';
import { ANEW } from '../../../../ui/list/ListView';
import { useRefusal } from '../../../../ui/refusal';
import {
  blankDraft,
  daysProblemIn,
  type ComparisonDraft,
  fits,
  inputOf,
  type MappingDraft,
  mappingDraftOf,
  missingIn,
} from './draft';
import { guessMapping } from './guess';
import { useStatement } from './useStatement';

interface Refused {
  /** As the server calls it; null: it is about none. */
  readonly field: string | null;
  readonly message: string;
}

/** The parts of a list are told at the list. */
const withoutIndex = (field: string | null): string | null => field?.replace(/\.\d+$/, '') ?? null;

/**
 * A comparison as it is being set up. What the columns are is proposed: as the latest comparison of the system had them, if the
 * file has all of those, or else by their names; until somebody changes it, after which theirs holds for each file that it fits.
 */
export function useCompareForm(system: string, onCompared: (comparison: AffiliateComparisonDto) => void) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  const [first] = useState(() => blankDraft(system, Date.now()));
  const form = useFormDraft<ComparisonDraft>('affiliate-comparison', first);
  const { data: systems } = useListAffiliateSystemNamesQuery({});
  const only = systems?.length === 1 ? systems[0]?.code : undefined;
  const draft = { ...form.draft, system: form.draft.system || (only ?? '') };
  const { file, statement, problem: fileProblem, isReading, choose } = useStatement();
  const remembered = useRemembered(draft.system);
  const proposed = useMemo(() => {
    if (!statement) return null;
    return remembered && fits(remembered, statement.columns) ? remembered : guessMapping(statement);
  }, [statement, remembered]);
  const own = draft.mapping && (!statement || fits(draft.mapping, statement.columns)) ? draft.mapping : null;
  const mapping = statement ? (own ?? proposed) : null;
  const [refused, setRefused] = useState<Refused>();
  const [send, { isLoading: isComparing }] = useCompareAffiliateEventsMutation();
  const isSending = useRef(false);

  async function compare(): Promise<void> {
    if (isSending.current) return;
    const missing = missingIn(draft, mapping);
    if (missing !== null || !file || !mapping) {
      setRefused({ field: missing ?? 'csv', message: translate('affiliate-comparisons.missing') });
      return;
    }
    const problem = daysProblemIn(draft);
    if (problem !== null) {
      const { days } = AFFILIATE_COMPARISON_LIMITS;
      setRefused({ field: 'startDate', message: translate(`affiliate-comparisons.days.${problem}`, { days }) });
      return;
    }
    isSending.current = true;
    const answer = await send({ input: inputOf(draft, mapping), file });
    isSending.current = false;
    if ('error' in answer) {
      const { code, field, message } = readRefusal(answer.error);
      setRefused({ field: code === 'SYSTEM_NOT_FOUND' ? 'system' : withoutIndex(field), message });
      return;
    }
    form.begin();
    onCompared(answer.data);
  }

  return {
    ...{ form, draft, systems, mapping, statement, isReading, isComparing, compare },
    isRemembered: mapping !== null && mapping === remembered,
    refusal: refused,
    refusalAt: (field: string) =>
      refused?.field === field ? refused.message : field === 'csv' ? fileProblem : undefined,
    change(part: Partial<ComparisonDraft>) {
      setRefused(undefined);
      form.change(part);
    },
    changeMapping(part: Partial<MappingDraft>) {
      setRefused(undefined);
      if (mapping) form.change({ mapping: { ...mapping, ...part } });
    },
    chooseFile(chosen: File) {
      setRefused(undefined);
      form.change({ fileName: chosen.name.slice(0, AFFILIATE_COMPARISON_LIMITS.fileName) });
      void choose(chosen);
    },
    readAgain: file && fileProblem !== undefined ? () => void choose(file) : undefined,
    /** Chosen before the page was loaded anew: the browser has let go of it. */
    isFileGone: draft.fileName !== '' && !file,
    beginAnew() {
      setRefused(undefined);
      form.begin();
      void choose(undefined);
    },
  };
}

export type CompareForm = ReturnType<typeof useCompareForm>;

/** What the columns were in the latest comparison of a system. */
function useRemembered(system: string): MappingDraft | undefined {
  const { currentData } = useListAffiliateComparisonsQuery({ system, pageSize: 1 }, { ...ANEW, skip: system === '' });
  const latest = currentData?.rows[0]?.mapping;
  return useMemo(() => latest && mappingDraftOf(latest), [latest]);
}
