import { Button } from '@strapi/design-system';
import type { MouseEvent } from 'react';

import type { RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { CellButtons } from '../../ui/CellButtons';

/** What somebody is about to do about a row. */
export interface Acting {
  readonly act: 'capture' | 'release';
  readonly row: RedemptionRowDto;
  /** What gets the focus back. */
  readonly opener: HTMLElement;
}

interface ActionsProps {
  readonly row: RedemptionRowDto;
  readonly onAct: (acting: Acting) => void;
}

/** What can be done about what is held. */
export function Actions({ row, onAct }: ActionsProps) {
  const translate = useTranslate();
  const order = row.orderId;
  const open = (act: Acting['act']) => (event: MouseEvent<HTMLElement>) =>
    onAct({ act, row, opener: event.currentTarget });
  return (
    <CellButtons>
      <Button
        variant="secondary"
        size="S"
        aria-label={translate('redemptions.capture.label', { order })}
        onClick={open('capture')}
      >
        {translate('redemptions.capture')}
      </Button>
      <Button
        variant="tertiary"
        size="S"
        aria-label={translate('redemptions.release.label', { order })}
        onClick={open('release')}
      >
        {translate('redemptions.release')}
      </Button>
    </CellButtons>
  );
}
