import { Button, type ButtonProps, Flex } from '@strapi/design-system';

import type { RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { ACTS_OF, type RedemptionAct } from './standing';

/** What somebody is about to do about a row. */
export interface Acting {
  readonly act: RedemptionAct;
  readonly row: RedemptionRowDto;
  /** What gets the focus back. */
  readonly opener: HTMLElement;
}

interface ActionsProps {
  readonly row: RedemptionRowDto;
  readonly onAct: (acting: Acting) => void;
}

const VARIANTS: Record<RedemptionAct, ButtonProps['variant']> = {
  capture: 'secondary',
  release: 'tertiary',
  refund: 'tertiary',
};

/** What can be done about what is held, or was captured. */
export function Actions({ row, onAct }: ActionsProps) {
  const translate = useTranslate();
  const order = row.orderId;
  const labels: Record<RedemptionAct, readonly [label: string, name: string]> = {
    capture: [translate('redemptions.capture'), translate('redemptions.capture.label', { order })],
    release: [translate('redemptions.release'), translate('redemptions.release.label', { order })],
    refund: [translate('redemptions.refund'), translate('redemptions.refund.label', { order })],
  };
  return (
    <Flex direction="column" alignItems="stretch" gap={1}>
      {(ACTS_OF[row.status] ?? []).map((act) => (
        <Button
          key={act}
          variant={VARIANTS[act]}
          size="S"
          aria-label={labels[act][1]}
          onClick={(event: React.MouseEvent<HTMLElement>) => onAct({ act, row, opener: event.currentTarget })}
        >
          {labels[act][0]}
        </Button>
      ))}
    </Flex>
  );
}
