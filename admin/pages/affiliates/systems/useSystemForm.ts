import { useRef, useState } from 'react';

import type { AffiliateSystemDetailDto } from '../../../../server/contract';
import { useCreateAffiliateSystemMutation, useUpdateAffiliateSystemMutation } from '../../../api/affiliate-systems';
import { useTranslate } from '../../../translate';
import { useFormDraft } from '../../../ui/draft/useFormDraft';
import { type Refusal, useRefusal } from '../../../ui/refusal';
import { draftOf, EMPTY, inputOf, type SystemDraft } from './draft';
import { readSchedule } from './schedule-text';

/** What the fields need of the form. */
export interface SystemFormPart {
  readonly draft: SystemDraft;
  readonly change: (part: Partial<SystemDraft>) => void;
  readonly refusalAt: (field: string) => string | undefined;
  readonly isReadOnly: boolean;
}

/** The settings of a system as they are being typed, and saved as a whole. */
export function useSystemForm(
  detail: AffiliateSystemDetailDto | undefined,
  isReadOnly: boolean,
  onSaved: (saved: AffiliateSystemDetailDto) => void,
) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  // As the system was when the page was opened: what was typed over it is saved over that version alone.
  const [first] = useState(() => (detail ? draftOf(detail) : EMPTY));
  const form = useFormDraft<SystemDraft>(`affiliate-system:${detail?.code ?? ''}`, first);
  const { draft } = form;
  const [refused, setRefused] = useState<Refusal>();
  const [create, { isLoading: isCreating }] = useCreateAffiliateSystemMutation();
  const [update, { isLoading: isUpdating }] = useUpdateAffiliateSystemMutation();
  const isSending = useRef(false);

  async function save(): Promise<void> {
    if (isSending.current) return;
    if (!draft.isNeverRetried && draft.schedule.trim() !== '' && readSchedule(draft.schedule) === null) {
      setRefused({
        code: 'INVALID_INPUT',
        field: 'schedule',
        message: translate('affiliate-systems.schedule.problem'),
      });
      return;
    }
    isSending.current = true;
    const { code, ...input } = inputOf(draft);
    const answer = detail
      ? await update({ system: code, version: draft.version, ...input })
      : await create({ code, ...input });
    isSending.current = false;
    if ('error' in answer) {
      setRefused(fieldwise(readRefusal(answer.error)));
      return;
    }
    setRefused(undefined);
    form.begin(detail ? draftOf(answer.data) : EMPTY);
    onSaved(answer.data);
  }

  return {
    draft,
    form,
    refusal: refused,
    change(part: Partial<SystemDraft>) {
      setRefused(undefined);
      form.change(part);
    },
    isSaving: isCreating || isUpdating,
    save,
    isReadOnly,
  };
}

const FIELDS =
  /^(name|code|method|url|bodyFormat|body|headers\.\d+\.(name|value)|timeoutMs|concurrency|ratePerMinute|schedule|types|success(\.(text|path|equals))?|ledgerRules\.\d+\.(type|currency|entryTypes|source|rule))$/;

/** Whether a refusal is told at a field, and needs no more than a hint at the button. */
export const isOfForm = (field: string | null): boolean => field !== null && FIELDS.test(field);

/** The form has a template's fields among the others. */
export const withoutTemplate = (field: string): string => field.replace(/^template\./, '');

const fieldwise = (refusal: Refusal): Refusal =>
  refusal.field === null
    ? refusal
    : { ...refusal, field: withoutTemplate(refusal.field), message: sentence(refusal.message, refusal.field) };

/** Beside the field, its name needs no telling. */
const sentence = (text: string, field: string): string => text.replace(`${field}: `, '');
