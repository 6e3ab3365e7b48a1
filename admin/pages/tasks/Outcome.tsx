import { Flex, Typography } from '@strapi/design-system';

import type { TaskRunDto, TaskRunStatus } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Pill, type Tone } from '../../ui/Pill';

const TONES: Record<TaskRunStatus, Tone> = {
  running: 'primary',
  interrupted: 'warning',
  succeeded: 'success',
  failed: 'danger',
  abandoned: 'danger',
};

/** How a run ended or stands; why it failed unfolds. */
export function Outcome({ status, error, takeovers }: Pick<TaskRunDto, 'status' | 'error' | 'takeovers'>) {
  const translate = useTranslate();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Pill tone={TONES[status]}>{translate(`tasks.status.${status}`)}</Pill>
      {status === 'interrupted' && (
        <Typography variant="pi" textColor="neutral600">
          {translate('tasks.interrupted.hint')}
        </Typography>
      )}
      {takeovers > 0 && (
        <Typography variant="pi" textColor="neutral600">
          {translate('tasks.takeovers', { count: takeovers })}
        </Typography>
      )}
      {error !== null && (
        <details>
          <Typography tag="summary" variant="pi" textColor="neutral800" cursor="pointer">
            {translate('tasks.error')}
          </Typography>
          <Typography variant="pi" textColor="neutral800" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
            {error}
          </Typography>
        </details>
      )}
    </Flex>
  );
}
