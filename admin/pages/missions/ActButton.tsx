import { useNotification } from '@strapi/strapi/admin';

import type { MissionAct, MissionDto, MissionState } from '../../../server/contract';
import { useChangeMissionMutation } from '../../api/missions';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { OpenButton } from '../../ui/OpenButton';

/** E9. What can be done with a mission as it stands. */
export const ACTS_IN: Readonly<Record<MissionState, readonly MissionAct[]>> = {
  draft: ['end', 'activate'],
  active: ['end', 'pause'],
  paused: ['end', 'activate'],
  ended: [],
};

const VARIANTS = { activate: 'default', pause: 'secondary', end: 'danger-light' } as const;

interface ActProps {
  readonly mission: MissionDto;
  readonly act: MissionAct;
}

/** Activates, pauses or ends a mission, once it was said what that does. */
export function ActButton({ mission, act }: ActProps) {
  const translate = useTranslate();
  return (
    <OpenButton variant={VARIANTS[act]} label={translate(`missions.act.${act}`)}>
      {(close) => <Act {...{ mission, act }} onDone={close} />}
    </OpenButton>
  );
}

function Act({ mission: { code, name }, act, onDone }: ActProps & { readonly onDone: () => void }) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const [change, { error }] = useChangeMissionMutation();
  const confirm = async () => {
    if ('error' in (await change({ code, act }))) return false;
    toggleNotification({ type: 'success', message: translate(`missions.act.told.${act}`, { name }) });
    return true;
  };
  return (
    <ActDialog
      variant={VARIANTS[act]}
      title={translate(`missions.act.title.${act}`, { name })}
      explanation={translate(`missions.act.explanation.${act}`)}
      confirm={translate(`missions.act.${act}`)}
      onConfirm={confirm}
      {...{ error, onDone }}
    />
  );
}
