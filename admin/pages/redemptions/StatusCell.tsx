import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { RedemptionRowDto, RedemptionStatus } from '../../../server/contract';
import { useAllowed } from '../../allowed';
import { useTranslate } from '../../translate';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import { Pill, type Tone } from '../../ui/Pill';
import { useTellRefusal } from '../../ui/useExplain';
import { LedgerLinks } from './LedgerLinks';

const TONE_OF: Record<RedemptionStatus, Tone> = {
  held: 'warning',
  captured: 'success',
  'partly-refunded': 'alternative',
  refunded: 'alternative',
  released: 'neutral',
  expired: 'neutral',
  refused: 'danger',
};

/** How the attempt stands, with the rows of the ledger that came of it; of a hold until when, of a refused one why. */
export function StatusCell({ row }: { readonly row: RedemptionRowDto }) {
  const { status, expiresAt, refusal } = row;
  const translate = useTranslate();
  const may = useAllowed();
  const { formatDate } = useIntl();
  const tellRefusal = useTellRefusal();
  const isOpen = status === 'held' && expiresAt !== null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Pill tone={TONE_OF[status]}>{translate(`redemptions.status.${status}`)}</Pill>
      {isOpen && <Small>{translate('redemptions.until', { at: formatDate(expiresAt, TO_THE_MINUTE) })}</Small>}
      {refusal && <Small>{tellRefusal({ ...refusal.details, code: refusal.code })}</Small>}
      {may('getLedgerEntry') && <LedgerLinks {...row} />}
    </Flex>
  );
}

function Small({ children }: { readonly children: string }) {
  return (
    <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  );
}
