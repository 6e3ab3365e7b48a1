import { useNotification } from '@strapi/strapi/admin';

import type { AffiliateSystemDetailDto } from '../../../../server/contract';
import { useSwitchAffiliateSystemMutation } from '../../../api/affiliate-systems';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { useReasonDraft } from '../../../ui/CorrectionDialog';
import { OpenButton } from '../../../ui/OpenButton';
import { isReason, ReasonField } from '../../../ui/ReasonField';

interface SwitchProps {
  readonly detail: AffiliateSystemDetailDto;
}

/** F7. Switches a system off, with a reason, or on again. */
export function SwitchButton({ detail }: SwitchProps) {
  const translate = useTranslate();
  const { isOn } = detail.switch;
  return (
    <OpenButton
      variant={isOn ? 'danger-light' : 'secondary'}
      label={isOn ? translate('affiliate-systems.switch-off') : translate('affiliate-systems.switch-on')}
    >
      {(close) => (isOn ? <SwitchOff detail={detail} onDone={close} /> : <SwitchOn detail={detail} onDone={close} />)}
    </OpenButton>
  );
}

function SwitchOff({ detail: { code, name }, onDone }: SwitchProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const form = useReasonDraft(`affiliate-system-off:${code}`);
  const { draft, change } = form;
  const [act, { error }] = useSwitchAffiliateSystemMutation();
  const confirm = async () => {
    const answer = await act({ system: code, on: false, reason: draft.reason.trim() });
    if ('error' in answer) return false;
    toggleNotification({ type: 'success', message: translate('affiliate-systems.switched-off', { name }) });
    return true;
  };
  return (
    <ActDialog
      variant="danger-light"
      title={translate('affiliate-systems.switch-off.title', { name })}
      explanation={translate('affiliate-systems.switch-off.explanation')}
      confirm={translate('affiliate-systems.switch-off')}
      isReady={isReason(draft.reason)}
      onConfirm={confirm}
      {...{ form, error, onDone }}
    >
      <ReasonField value={draft.reason} onChange={(reason) => change({ reason })} />
    </ActDialog>
  );
}

function SwitchOn({ detail, onDone }: SwitchProps & { readonly onDone: () => void }) {
  const { code, name, health } = detail;
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const [act, { error }] = useSwitchAffiliateSystemMutation();
  const confirm = async () => {
    if ('error' in (await act({ system: code, on: true }))) return false;
    toggleNotification({ type: 'success', message: translate('affiliate-systems.switched-on', { name }) });
    return true;
  };
  return (
    <ActDialog
      title={translate('affiliate-systems.switch-on.title', { name })}
      explanation={translate('affiliate-systems.switch-on.explanation', { waiting: health.waiting })}
      confirm={translate('affiliate-systems.switch-on')}
      onConfirm={confirm}
      {...{ error, onDone }}
    />
  );
}
