import { Badge, Flex, Status, Typography, type BadgeProps, type StatusVariant } from '@strapi/design-system';

import type { EntryType, LedgerRowDto, RowStatus } from '../../../server/contract';
import { useTranslate } from '../../translate';

const VARIANT_OF_TYPE: Record<EntryType, NonNullable<BadgeProps['variant']>> = {
  grant: 'success',
  deduct: 'neutral',
  reserve: 'warning',
  release: 'secondary',
  expire: 'danger',
  reversal: 'alternative',
  adjustment: 'primary',
};

const VARIANT_OF_STATUS: Record<RowStatus, StatusVariant> = {
  held: 'warning',
  captured: 'neutral',
  released: 'secondary',
};

/** What the row does, and for a reservation what became of it (B7). */
export function TypeCell({ type, status }: Pick<LedgerRowDto, 'type' | 'status'>) {
  const translate = useTranslate();
  return (
    <Flex gap={1} wrap="wrap">
      <Badge variant={VARIANT_OF_TYPE[type]}>{translate(`ledger.type.${type}`)}</Badge>
      {status && (
        <Status variant={VARIANT_OF_STATUS[status]} size="XS">
          <Typography variant="pi">{translate(`ledger.status.${status}`)}</Typography>
        </Status>
      )}
    </Flex>
  );
}
