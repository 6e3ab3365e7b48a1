import { useMemo, useRef, useState } from 'react';
import { useIntl } from 'react-intl';

import type { AdjustmentFormInput, PickedMemberDto, PostingResult } from '../../../server/contract';
import { usePostAdjustmentMutation, usePreviewAdjustmentQuery } from '../../api/adjustments';
import { useGetCatalogueQuery } from '../../api/catalogue';
import { readAmount } from '../../ui/amount';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { isReason } from '../../ui/ReasonField';
import { type Refusal, useRefusal } from '../../ui/refusal';
import { answerTo, useAsked } from '../../ui/useAsked';

/** What stands in the form: the amount as typed. */
export interface Draft {
  readonly member: PickedMemberDto | undefined;
  readonly currency: string | undefined;
  readonly amount: string;
  readonly reason: string;
}

const NOTHING = { member: '', currency: '', amount: '' };

/**
 * The form of an adjustment (B18, B19): it can be posted once the server, by the code that posts, has shown what would
 * become of exactly what stands in it.
 */
export function useAdjustmentForm(
  preset: PickedMemberDto | undefined,
  onPosted: (result: PostingResult, draft: Draft) => void,
) {
  const { locale } = useIntl();
  const readRefusal = useRefusal();
  const { data: catalogue } = useGetCatalogueQuery({}, { refetchOnMountOrArgChange: true });
  const blank: Draft = { member: preset, currency: undefined, amount: '', reason: '' };
  const form = useFormDraft(preset ? `adjustment:${preset.id}` : 'adjustment', blank);
  const { draft, idempotencyKey: key } = form;
  const [refused, setRefused] = useState<Refusal>();

  const currencies = catalogue?.currencies ?? [];
  // Where there is one currency, nobody needs to choose.
  const chosen = draft.currency ?? (currencies.length === 1 ? currencies[0]?.code : undefined);
  const currency = currencies.find(({ code }) => code === chosen);
  const { amount, problem } = readAmount(draft.amount, currency?.scale, locale);

  const member = draft.member?.id;
  const code = currency?.code;
  const wanted = useMemo(
    () => (member !== undefined && code !== undefined && amount !== null ? { member, currency: code, amount } : null),
    [member, code, amount],
  );
  const { asked, isAsked } = useAsked(wanted);
  const query = usePreviewAdjustmentQuery(asked ?? NOTHING, { skip: !isAsked, refetchOnMountOrArgChange: true });
  const { error: previewError, ...preview } = answerTo(wanted, isAsked, query);

  const [send, { isLoading: isPosting }] = usePostAdjustmentMutation();
  // A state would be too late for the second click of a double click.
  const isSending = useRef(false);
  const canPost = preview.data !== undefined && isReason(draft.reason) && !isPosting;

  async function post(): Promise<void> {
    if (!canPost || wanted === null || isSending.current) return;
    isSending.current = true;
    const input: AdjustmentFormInput = { ...wanted, reason: draft.reason.trim(), idempotencyKey: key };
    const answer = await send(input);
    isSending.current = false;
    if ('error' in answer) {
      const refusal = readRefusal(answer.error);
      // Its answer was lost, and it was edited since: a new key, so that whoever has looked can post what stands there.
      if (refusal.code === 'IDEMPOTENCY_CONFLICT') form.renewKey();
      setRefused(refusal);
      return;
    }
    setRefused(undefined);
    form.begin({ ...blank, currency: draft.currency });
    onPosted(answer.data, draft);
  }

  return {
    draft,
    change(part: Partial<Draft>) {
      setRefused(undefined);
      form.change(part);
    },
    form,
    /** Names this filling-in of the form: another one begins with every posting. */
    key,
    currencies,
    currency,
    amountProblem: problem,
    preview,
    refusal: refused ?? (previewError && readRefusal(previewError)),
    canPost,
    isPosting,
    post,
  };
}
