import { useNotification } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import { useIntl } from 'react-intl';

import type { CorrectionInput, EntryDetailDto } from '../../../server/contract';
import { usePreviewReversalQuery, useReverseEntryMutation } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { PreviewPane } from '../../ui/adjustment/PreviewPane';
import { readPositiveAmount } from '../../ui/amount';
import { AmountInput } from '../../ui/AmountInput';
import { CorrectionDialog } from '../../ui/CorrectionDialog';
import { asTyped, formatDecimal } from '../../ui/decimal';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { OpenButton } from '../../ui/OpenButton';
import { useRefusal } from '../../ui/refusal';
import { answerTo, useAsked } from '../../ui/useAsked';

/** Backs a row out, or a part of it, after showing what that does to the account and asking why. */
export function ReverseButton({ detail }: { readonly detail: EntryDetailDto }) {
  const translate = useTranslate();
  return (
    <OpenButton label={translate('entry.reverse')} variant="danger-light">
      {(close) => <ReverseDialog detail={detail} onDone={close} />}
    </OpenButton>
  );
}

interface ReverseDialogProps {
  readonly detail: EntryDetailDto;
  readonly onDone: () => void;
}

/** All that is left of the row stands in it at first. */
function ReverseDialog({ detail: { entry, currency, reversal }, onDone }: ReverseDialogProps) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  const readRefusal = useRefusal();
  const [reverse, { error, reset }] = useReverseEntryMutation();
  const left = reversal?.left ?? '';
  const form = useFormDraft(`reverse:${entry.id}`, { amount: asTyped(left, locale), reason: '' });
  const { amount, problem } = readPositiveAmount(form.draft.amount, currency.scale, locale);
  const { error: previewError, ...preview } = usePreview(entry.id, amount);
  const failure = error ?? previewError;
  const refusal = failure && readRefusal(failure);
  const isOfAmount = refusal?.field === 'amount';

  const change = (next: string) => {
    // What was refused stands there no more.
    reset();
    form.change({ amount: next });
  };
  const post = async (input: CorrectionInput) => {
    if (amount === null) return false;
    const answer = await reverse({ entryId: entry.id, amount, ...input });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('entry.reversed', { id: answer.data.entry.id }) });
    return true;
  };

  return (
    <CorrectionDialog
      title={translate('entry.reverse.title')}
      explanation={translate('entry.reverse.explanation')}
      confirm={translate('entry.reverse.confirm')}
      isImpossible={!preview.data}
      error={isOfAmount ? undefined : failure}
      onPost={post}
      {...{ form, onDone }}
      preview={
        <>
          <AmountInput
            name="amount"
            label={translate('entry.reverse.amount', { currency: currency.name })}
            hint={translate('entry.reverse.hint', { left: formatDecimal(left, locale, 'negative') })}
            value={form.draft.amount}
            onChange={change}
            scale={currency.scale}
            problem={problem}
            refusal={isOfAmount ? refusal.message : undefined}
          />
          <PreviewPane
            preview={preview}
            refusal={refusal}
            empty={translate('entry.reverse.preview.empty')}
            refused={translate('entry.reverse.preview.refused')}
          />
        </>
      }
    />
  );
}

/** What a reversal of so much would post, or why it cannot be. */
function usePreview(entryId: string, amount: string | null) {
  const wanted = useMemo(() => (amount === null ? null : { entryId, amount }), [entryId, amount]);
  const { asked, isAsked } = useAsked(wanted);
  const query = usePreviewReversalQuery(asked ?? { entryId }, { skip: !isAsked, refetchOnMountOrArgChange: true });
  return answerTo(wanted, isAsked, query);
}
