import { Field, Flex, TextInput } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { AFFILIATE_SIGNATURE } from '../../../../server/contract';
import { useSaveAffiliateSecretMutation } from '../../../api/affiliate-systems';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { useHold } from '../../../ui/draft/unsent';
import { OpenButton } from '../../../ui/OpenButton';
import { useRefusal } from '../../../ui/refusal';
import { ChoiceField, TextField } from '../../../ui/fields';

interface SaveSecretProps {
  readonly code: string;
  /** Names that are needed and not there. */
  readonly missing: readonly string[];
}

/** F11. Keeps a secret, and the one before it for a while. */
export function SaveSecret(props: SaveSecretProps) {
  const translate = useTranslate();
  return (
    <OpenButton variant="secondary" label={translate('affiliate-systems.secret.save')}>
      {(close) => <Save {...props} onDone={close} />}
    </OpenButton>
  );
}

const HOUR = 3_600_000;
const OVERLAPS = { none: 0, hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR } as const;
type Overlap = keyof typeof OVERLAPS;
const FIELDS: readonly string[] = ['name', 'secret', 'overlapMs'];

function Save({ code, missing, onDone }: SaveSecretProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  const [name, setName] = useState(missing[0] ?? '');
  const [secret, setSecret] = useSecretText();
  const [overlap, setOverlap] = useState<Overlap>('none');
  const [save, { error, reset }] = useSaveAffiliateSecretMutation();
  const refusal = error && readRefusal(error);
  const refusalAt = (field: string) => (refusal?.field === field ? refusal.message : undefined);
  const confirm = async () => {
    const answer = await save({ system: code, name: name.trim(), secret, overlapMs: OVERLAPS[overlap] });
    if ('error' in answer) return false;
    // What was sent is kept nowhere in the page.
    reset();
    setSecret('');
    return true;
  };
  return (
    <ActDialog
      title={translate('affiliate-systems.secret.save')}
      explanation={translate('affiliate-systems.secret.explanation')}
      confirm={translate('affiliate-systems.secret.save')}
      isReady={name.trim() !== '' && secret !== ''}
      error={FIELDS.includes(refusal?.field ?? '') ? undefined : error}
      onConfirm={confirm}
      onDone={onDone}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <TextField
          name="name"
          required
          label={translate('affiliate-systems.secret.name')}
          hint={translate('affiliate-systems.secret.name.hint', { signature: AFFILIATE_SIGNATURE })}
          value={name}
          onChange={setName}
          error={refusalAt('name')}
        />
        <Field.Root name="secret" required error={refusalAt('secret') ?? false}>
          <Field.Label>{translate('affiliate-systems.secret.value')}</Field.Label>
          <TextInput
            type="password"
            autoComplete="new-password"
            value={secret}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setSecret(event.target.value)}
          />
          <Field.Error />
        </Field.Root>
        <ChoiceField
          name="overlapMs"
          label={translate('affiliate-systems.secret.overlap')}
          hint={translate('affiliate-systems.secret.overlap.hint')}
          value={overlap}
          options={(Object.keys(OVERLAPS) as Overlap[]).map(
            (one) => [one, translate(`affiliate-systems.secret.overlap.${one}`)] as const,
          )}
          onChange={setOverlap}
          error={refusalAt('overlapMs')}
        />
      </Flex>
    </ActDialog>
  );
}

/** A secret while it is typed: asked about before it is discarded, as every form, but kept by no browser. */
function useSecretText() {
  const hold = useHold();
  const [text, setText] = useState('');
  const isTyped = text !== '';
  useEffect(() => (isTyped ? hold({ discard: () => setText('') }) : undefined), [isTyped, hold]);
  return [text, setText] as const;
}
