import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';

import type { MissionDefinition, MissionDto } from '../../../../server/contract';
import { useCreateMissionMutation, useSaveMissionMutation } from '../../../api/missions';
import { useTranslate } from '../../../translate';
import { useFormDraft } from '../../../ui/draft/useFormDraft';
import { type Refusal, useRefusal } from '../../../ui/refusal';
import { useCurrencies } from '../../../ui/useCurrencies';
import { NEW } from '../paths';
import { definitionOf, draftOf, type MissionDraft } from './draft';

/** What the fields need of the form. */
export interface MissionFormPart {
  readonly draft: MissionDraft;
  readonly change: (part: Partial<MissionDraft>) => void;
  readonly refusalAt: (field: string) => string | undefined;
}

export interface MissionFormOptions {
  /** Undefined: it is not there yet. */
  readonly code: string | undefined;
  readonly first: MissionDraft;
  readonly onSaved: (saved: MissionDto) => void;
}

/** A mission as it is being typed, and saved as a whole. */
export function useMissionForm({ code, first, onSaved }: MissionFormOptions) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { scaleOf } = useCurrencies();
  const readRefusal = useRefusal();
  const form = useFormDraft<MissionDraft>(`mission:${code ?? `${NEW}:${first.name}`}`, first);
  const { draft } = form;
  const [refused, setRefused] = useState<Refusal>();
  const [change, { isLoading: isChanging }] = useSaveMissionMutation();
  const [create, { isLoading: isCreating }] = useCreateMissionMutation();
  const isSending = useRef(false);
  const definition: MissionDefinition = definitionOf(draft, { locale, scaleOf });

  async function save(): Promise<void> {
    if (isSending.current) return;
    const own = code ?? draft.code.trim();
    // It would be the address of the form for a new one.
    if (code === undefined && own === NEW) {
      setRefused({ code: 'INVALID_INPUT', field: 'code', message: translate('missions.code.taken', { code: own }) });
      return;
    }
    if (own === '') {
      setRefused({ code: 'INVALID_INPUT', field: 'code', message: translate('missions.code.missing') });
      return;
    }
    isSending.current = true;
    const description = draft.description.trim();
    const mission = {
      ...{ code: own, name: draft.name.trim(), definition },
      ...(description !== '' && { description }),
    };
    const answer = await (code === undefined ? create(mission) : change(mission));
    isSending.current = false;
    if ('error' in answer) {
      const refusal = readRefusal(answer.error);
      setRefused({ ...refusal, field: refusal.field?.replace(/^definition\./, '') ?? null });
      return;
    }
    setRefused(undefined);
    form.begin(code === undefined ? undefined : draftOf(answer.data, locale));
    onSaved(answer.data);
  }

  return {
    ...{ draft, form, definition, isSaving: isChanging || isCreating, save, refusal: refused },
    change(part: Partial<MissionDraft>) {
      setRefused(undefined);
      form.change(part);
    },
    refusalAt: (field: string) => (refused?.field === field ? refused.message : undefined),
  };
}

const FIELDS =
  /^(code|name|description|trigger|conditions\.(all|any|none)\.\d+\.(fact|op|value)|rewards\.\d+\.(kind|currency|amount|path|rate|badge)|frequency\.n|goal\.(target|path|per)|caps\.\d+\.(path|per|count|trim|amount\.(currency|limit))|pool|validFrom|validUntil|timeZone)$/;

/** Whether a refusal is told at a field, and needs no more than a hint at the button. */
export const isOfForm = (field: string | null): boolean => field !== null && FIELDS.test(field);
