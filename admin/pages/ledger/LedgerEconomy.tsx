import { Box } from '@strapi/design-system';

import { useGetEconomyQuery } from '../../api/ledger';
import { EconomyCards } from '../../ui/Economy';
import { PartFailure } from '../../ui/PartFailure';

/** B9, above the table. That it fails is no reason not to show the rows. */
export function LedgerEconomy() {
  const { data, error, isFetching, refetch } = useGetEconomyQuery({}, { refetchOnMountOrArgChange: true });
  return (
    <Box paddingBottom={5}>
      {error && !isFetching ? (
        <PartFailure error={error} onRetry={() => void refetch()} />
      ) : (
        <EconomyCards currencies={data?.currencies} />
      )}
    </Box>
  );
}
