import type { RequestError } from '../../../api/ledger';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import type { FormDraft } from '../../../ui/draft/useFormDraft';
import { useRefusal } from '../../../ui/refusal';
import { type MemberDraft, type TextName, TEXTS } from './draft';
import { MemberFields } from './MemberFields';

const FIELDS: readonly string[] = [...TEXTS, 'siteUser'];

interface MemberDialogProps {
  readonly title: string;
  readonly explanation: string;
  readonly confirm: string;
  readonly form: FormDraft<MemberDraft>;
  readonly isReady: boolean;
  readonly error: RequestError | undefined;
  /** Forgets why the last try was refused. */
  readonly reset: () => void;
  readonly onConfirm: () => Promise<boolean>;
  readonly onDone: () => void;
}

/** Asks who a member is. A refusal that is about a field is told there. */
export function MemberDialog({ error, reset, ...dialog }: MemberDialogProps) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  const { form } = dialog;
  const refusal = error && readRefusal(error);
  const isAtField = refusal !== undefined && FIELDS.includes(refusal.field ?? '');
  const taken = { externalId: translate('members.taken.external-id'), siteUser: translate('members.taken.user') };

  const refusalAt = (field: TextName | 'siteUser') => {
    if (refusal?.field !== field) return undefined;
    const isOfId = field === 'externalId' || field === 'siteUser';
    return refusal.code === 'MEMBER_CONFLICT' && isOfId ? taken[field] : refusal.message;
  };
  const change = (part: Partial<MemberDraft>) => {
    // What was refused stands there no more.
    reset();
    form.change(part);
  };
  return (
    <ActDialog error={isAtField ? undefined : error} {...dialog}>
      <MemberFields draft={form.draft} change={change} refusalAt={refusalAt} />
    </ActDialog>
  );
}
