import type { To } from 'react-router-dom';

import type { FirstStepName, FirstStepsDto } from '../../../../server/contract';
import { pathOf } from '../../../paths';
import type { MessageKey } from '../../../translate';

interface StepLink {
  readonly label: MessageKey;
  readonly to: To;
}

/** Where Strapi edits content of the plugin. */
const contentOf = (type: 'currency' | 'tier', page = ''): string =>
  `/content-manager/collection-types/plugin::rewards.${type}${page}`;

export const CREATE_CURRENCY: StepLink = { label: 'first-steps.to.currency', to: contentOf('currency', '/create') };

/** Where a step is done. */
export function linksOf({ membersSetting, hasSiteRoles }: FirstStepsDto, step: FirstStepName): readonly StepLink[] {
  switch (step) {
    case 'currency':
      return [CREATE_CURRENCY];
    case 'ranks':
      return [
        { label: 'first-steps.to.currencies', to: contentOf('currency') },
        { label: 'first-steps.to.tiers', to: contentOf('tier') },
      ];
    case 'members':
      return membersSetting === 'every-user'
        ? [{ label: 'first-steps.to.follow-users', to: { pathname: pathOf('tasks'), search: '?task=follow-users' } }]
        : [{ label: 'first-steps.to.members', to: pathOf('members') }];
    case 'posting':
      return [{ label: 'first-steps.to.adjustments', to: pathOf('adjustments') }];
    case 'team':
      return [{ label: 'first-steps.to.roles', to: '/settings/roles' }];
    case 'site':
      return hasSiteRoles
        ? [{ label: 'first-steps.to.site-roles', to: '/settings/users-permissions/roles' }]
        : [{ label: 'first-steps.to.api-tokens', to: '/settings/api-tokens' }];
    case 'tasks':
      return [{ label: 'first-steps.to.tasks', to: pathOf('tasks') }];
  }
}
