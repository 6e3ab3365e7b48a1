import type { MissionState } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Pill, type Tone } from '../../ui/Pill';

const TONES: Record<MissionState, Tone> = {
  draft: 'neutral',
  active: 'success',
  paused: 'warning',
  ended: 'secondary',
};

export function StatePill({ state }: { readonly state: MissionState }) {
  const translate = useTranslate();
  return <Pill tone={TONES[state]}>{translate(`missions.state.${state}`)}</Pill>;
}
