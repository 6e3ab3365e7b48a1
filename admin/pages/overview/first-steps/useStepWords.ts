import { useIntl } from 'react-intl';

import { DEFAULT_EARNING, type FirstStepDto, type FirstStepsDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';

interface StepWords {
  /** What the step is about. */
  readonly about: string;
  /** What else there is to know: who can do it, or what of it is not done. */
  readonly note: string | undefined;
}

/** What a step says of itself on this install, to this administrator. */
export function useStepWords({ membersSetting, hasSiteRoles, tasksOff }: FirstStepsDto, step: FirstStepDto): StepWords {
  const translate = useTranslate();
  const { formatList } = useIntl();
  const { name, done, allowed } = step;

  const about = () => {
    switch (name) {
      case 'currency':
        return translate('first-steps.about.currency', { code: DEFAULT_EARNING.currency });
      case 'members':
        return translate(`first-steps.members.${membersSetting}`, { task: translate('tasks.name.follow-users') });
      case 'site':
        return hasSiteRoles ? translate('first-steps.site.roles') : translate('first-steps.site.tokens');
      case 'ranks':
      case 'posting':
      case 'team':
      case 'tasks':
        return translate(`first-steps.about.${name}`);
    }
  };
  const note = () => {
    if (!done) return allowed ? undefined : translate(`first-steps.who.${name}`);
    if (name !== 'tasks' || tasksOff.length === 0) return undefined;
    return translate('first-steps.tasks-off', {
      tasks: formatList(tasksOff.map((task) => translate(`tasks.name.${task}`))),
    });
  };
  return { about: about(), note: note() };
}
