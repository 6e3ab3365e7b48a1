import { Box, Button, Flex } from '@strapi/design-system';

import { REDEMPTION_LIMITS, REDEMPTION_STATUSES } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { MemberFilter } from '../../ui/MemberFilter';
import { SearchField } from '../../ui/SearchField';
import { Segments } from '../../ui/Segments';
import type { useRedemptionAddress } from './useRedemptionAddress';

interface RedemptionFiltersProps {
  readonly address: ReturnType<typeof useRedemptionAddress>;
  /** Of the rows that are there, to name the member that the address has only the id of. */
  readonly memberName: string | undefined;
}

const ALL = 'all';

/** Which attempts the list shows: a status goes to the address at once, an order when the person pauses. */
export function RedemptionFilters({ address, memberName }: RedemptionFiltersProps) {
  const translate = useTranslate();
  const { query, change, clear, isFiltered } = address;
  const statuses = REDEMPTION_STATUSES.map((value) => ({ value, label: translate(`redemptions.status.${value}`) }));
  const options = [{ value: ALL, label: translate('redemptions.status.all') } as const, ...statuses];
  return (
    <Flex direction="column" alignItems="stretch" gap={4} paddingBottom={4}>
      <Flex gap={3} wrap="wrap" minHeight="4.4rem">
        <Segments
          label={translate('redemptions.column.status')}
          value={options.find(({ value }) => value === (query.status ?? ALL))?.value}
          options={options}
          onChange={(value) => change({ status: value === ALL ? '' : value })}
        />
        <Box minWidth="24rem" style={{ flex: 1 }}>
          <SearchField
            label={translate('redemptions.search')}
            placeholder={translate('redemptions.search.placeholder')}
            clearLabel={translate('redemptions.search.clear')}
            maxLength={REDEMPTION_LIMITS.orderId}
            parameter="orderId"
          />
        </Box>
        {isFiltered && (
          <Button variant="tertiary" size="S" onClick={clear}>
            {translate('ledger.clear')}
          </Button>
        )}
      </Flex>
      {query.member && <MemberFilter name={memberName ?? query.member} onRemove={() => change({ member: '' })} />}
    </Flex>
  );
}
