import type { ReactNode } from 'react';

import type { MissionDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Facts } from '../../ui/Facts';
import { useMissionWords } from '../../ui/mission/useMissionWords';

/** What a mission says, part by part. */
export function MissionParts({ mission: { description, definition } }: { readonly mission: MissionDto }) {
  const translate = useTranslate();
  const words = useMissionWords();
  const { trigger, rewards, goal, caps = [], pool, timeZone = 'UTC' } = definition;
  const validity = words.validity(definition);
  return (
    <Facts
      facts={[
        { label: translate('missions.part.trigger'), value: trigger, isCode: true },
        {
          label: translate('missions.part.conditions'),
          value: words.conditions(definition) ?? translate('missions.part.conditions.none'),
        },
        { label: translate('missions.part.rewards'), value: lines(rewards.map(words.reward)) },
        { label: translate('missions.part.frequency'), value: words.frequency(definition) },
        { label: translate('missions.part.goal'), value: goal ? words.goal(goal) : null },
        { label: translate('missions.part.caps'), value: lines(caps.map(words.cap)) },
        { label: translate('missions.part.pool'), value: pool ?? null, isCode: true },
        {
          label: translate('missions.part.validity'),
          value: validity.length === 0 ? translate('missions.part.validity.always') : validity.join(', '),
        },
        { label: translate('missions.part.zone'), value: timeZone },
        { label: translate('missions.part.description'), value: description },
      ]}
    />
  );
}

const lines = (texts: readonly string[]): ReactNode =>
  // Two may say the same.
  texts.length === 0 ? null : texts.map((text, place) => <div key={place}>{text}</div>);
