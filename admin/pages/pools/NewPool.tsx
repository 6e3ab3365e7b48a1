import { useNotification } from '@strapi/strapi/admin';

import { CLUB_LIMITS } from '../../../server/contract';
import { useCreatePoolMutation } from '../../api/missions';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { CurrencyField } from '../../ui/CurrencyField';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { TextField } from '../../ui/fields';
import { useRefusal } from '../../ui/refusal';
import { useCurrencies } from '../../ui/useCurrencies';

const EMPTY = { code: '', name: '', currency: '' };
const FIELDS = new Set<string | null>(Object.keys(EMPTY));

/** E14. A budget in one currency, as yet without money. */
export function NewPool({ onDone }: { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const { currencies } = useCurrencies();
  const readRefusal = useRefusal();
  const form = useFormDraft('pool', EMPTY);
  const [create, { error, reset }] = useCreatePoolMutation();
  const refusal = error && readRefusal(error);
  const { code, name, currency } = form.draft;
  const isAtField = refusal !== undefined && FIELDS.has(refusal.field);
  const refusalAt = (field: string) => (refusal?.field === field ? refusal.message : undefined);
  const change = (part: Partial<typeof EMPTY>) => {
    // What was refused stands there no more.
    reset();
    form.change(part);
  };
  const confirm = async () => {
    const answer = await create({ code: code.trim(), name: name.trim(), currency });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('pools.created', { name: answer.data.name }) });
    return true;
  };
  return (
    <ActDialog
      title={translate('pools.new')}
      explanation={translate('pools.new.explanation')}
      confirm={translate('pools.create')}
      isReady={code.trim() !== '' && name.trim() !== '' && currency !== ''}
      error={isAtField ? undefined : error}
      onConfirm={confirm}
      {...{ form, onDone }}
    >
      <TextField
        name="name"
        required
        label={translate('pools.column.name')}
        value={name}
        maxLength={CLUB_LIMITS.name}
        onChange={(next) => change({ name: next })}
        error={refusalAt('name')}
      />
      <TextField
        name="code"
        required
        label={translate('pools.code')}
        hint={translate('pools.code.hint')}
        value={code}
        maxLength={CLUB_LIMITS.code}
        onChange={(next) => change({ code: next })}
        error={refusalAt('code')}
      />
      <CurrencyField
        value={currency}
        onChange={(next) => change({ currency: next })}
        currencies={currencies}
        error={refusalAt('currency')}
      />
    </ActDialog>
  );
}
