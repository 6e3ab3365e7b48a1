import { Flex, Typography } from '@strapi/design-system';

import {
  AFFILIATE_REPORT_ACTS,
  type AffiliateActTarget,
  type AffiliateEventRowDto,
} from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { OpenButton } from '../../../../ui/OpenButton';
import { ActDialog } from './ActDialog';

interface ActsBarProps {
  readonly chosen: readonly AffiliateEventRowDto[];
  /** All that the filters let through; undefined as long as they let nothing through. */
  readonly found: AffiliateActTarget | undefined;
  /** A dialogue is closed: what was chosen has been answered for, or stands otherwise by now. */
  readonly onClosed: () => void;
}

/** F12. What can be done with the events that are chosen, or with all that were found while none is. */
export function ActsBar({ chosen, found, onClosed }: ActsBarProps) {
  const translate = useTranslate();
  const isChosen = chosen.length > 0;
  const target = isChosen ? { events: chosen.map(({ id }) => id) } : found;
  return (
    <Flex gap={3} wrap="wrap">
      {isChosen && (
        <Typography textColor="neutral600" aria-live="polite">
          {translate('affiliates.chosen', { count: chosen.length })}
        </Typography>
      )}
      {AFFILIATE_REPORT_ACTS.map((act) => (
        <OpenButton
          key={act}
          label={isChosen ? translate(`affiliates.act.chosen.${act}`) : translate(`affiliates.act.all.${act}`)}
          variant={act === 'retry' ? 'secondary' : 'danger-light'}
          size="S"
          disabled={target === undefined}
          onClosed={onClosed}
        >
          {(close) => target && <ActDialog act={act} target={target} onDone={close} />}
        </OpenButton>
      ))}
    </Flex>
  );
}
