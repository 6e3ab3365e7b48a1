import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';

import type { FirstStepsDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { useKeepFocus } from '../../../ui/useKeepFocus';
import { useDismissed } from './dismissed';
import { isAllDone, useProgressWords } from './progress';
import { StepList } from './StepList';

/** What is left of the first steps once there are figures: one line above them, until all is done or somebody dismisses it. */
export function StepsLeft({ of: firstSteps }: { readonly of: FirstStepsDto }) {
  const [isDismissed, dismiss] = useDismissed(isAllDone(firstSteps));
  useKeepFocus(isDismissed);
  return isDismissed ? null : <Left of={firstSteps} onDismiss={dismiss} />;
}

interface LeftProps {
  readonly of: FirstStepsDto;
  readonly onDismiss: () => void;
}

function Left({ of: firstSteps, onDismiss }: LeftProps) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const [headingId, listId] = [useId(), useId()];
  const progress = useProgressWords(firstSteps);
  return (
    <Box
      tag="section"
      aria-labelledby={headingId}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={4}
      paddingLeft={5}
      paddingRight={5}
    >
      <Flex justifyContent="space-between" gap={3} wrap="wrap">
        <Flex gap={3} alignItems="baseline" wrap="wrap">
          <Typography id={headingId} tag="h2" variant="delta">
            {translate('first-steps.title')}
          </Typography>
          <Typography variant="pi" textColor="neutral600">
            {progress}
          </Typography>
        </Flex>
        <Flex gap={2}>
          <Button
            variant="tertiary"
            size="S"
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? translate('first-steps.hide') : translate('first-steps.show')}
          </Button>
          <Button variant="ghost" size="S" onClick={onDismiss}>
            {translate('first-steps.dismiss')}
          </Button>
        </Flex>
      </Flex>
      <Box id={listId} hidden={!isOpen} paddingTop={2}>
        <StepList of={firstSteps} steps={firstSteps.steps.filter(({ done }) => !done)} />
      </Box>
    </Box>
  );
}
