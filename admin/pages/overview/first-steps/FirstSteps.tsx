import { Typography } from '@strapi/design-system';

import type { FirstStepsDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Panel } from '../../../ui/Panel';
import { useProgressWords } from './progress';
import { StepList } from './StepList';

/** What an install needs before there are figures to show, in their place. */
export function FirstSteps({ of: firstSteps }: { readonly of: FirstStepsDto }) {
  const translate = useTranslate();
  const progress = useProgressWords(firstSteps);
  return (
    <Panel
      title={translate('first-steps.title')}
      action={
        <Typography variant="pi" textColor="neutral600" role="status">
          {progress}
        </Typography>
      }
    >
      <Typography tag="p" textColor="neutral600" paddingBottom={2}>
        {translate('first-steps.about')}
      </Typography>
      <StepList of={firstSteps} steps={firstSteps.steps} />
    </Panel>
  );
}
