import { Flex } from '@strapi/design-system';

import type { EntryType, LedgerRowDto, RowStatus } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Pill, SmallPill, type Tone } from '../../ui/Pill';

const TONE_OF_TYPE: Record<EntryType, Tone> = {
  grant: 'success',
  deduct: 'neutral',
  reserve: 'warning',
  release: 'secondary',
  expire: 'danger',
  reversal: 'alternative',
  adjustment: 'primary',
};

const TONE_OF_STATUS: Record<RowStatus, Tone> = {
  held: 'warning',
  captured: 'neutral',
  released: 'secondary',
  'partly-reversed': 'alternative',
  reversed: 'alternative',
};

/** What the row does, and what became of it: of a reservation (B7), or of a row that was reversed. */
export function TypeCell({ type, status }: Pick<LedgerRowDto, 'type' | 'status'>) {
  const translate = useTranslate();
  return (
    <Flex gap={1} wrap="wrap">
      <Pill tone={TONE_OF_TYPE[type]}>{translate(`ledger.type.${type}`)}</Pill>
      {status && <SmallPill tone={TONE_OF_STATUS[status]}>{translate(`ledger.status.${status}`)}</SmallPill>}
    </Flex>
  );
}
