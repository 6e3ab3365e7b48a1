import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';

import { type ExpiringLotDto, LIMITS } from '../../../server/contract';
import { useListExpiringLotsQuery } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { useAllowed } from '../../useAllowed';
import { Day } from '../../ui/Day';
import { formatDecimal } from '../../ui/decimal';
import { Panel } from '../../ui/Panel';
import { PartFailure } from '../../ui/PartFailure';
import { SmallPill } from '../../ui/Pill';
import { PlainTable } from '../../ui/PlainTable';
import { MemberLink } from '../members/MemberLink';

const AT_FIRST = 5;
const STEP = 20;

/** B10. The open lots that expire next, those first that are overdue. */
export function ExpiringPanel({ currency }: { readonly currency: string | undefined }) {
  const translate = useTranslate();
  const [shown, setShown] = useState(AT_FIRST);
  const { data, error, isFetching, refetch } = useListExpiringLotsQuery(
    { currency, page: 1, pageSize: shown },
    { refetchOnMountOrArgChange: true },
  );
  const more = data ? Math.min(data.total, LIMITS.pageSize) - shown : 0;
  return (
    <Box paddingBottom={5}>
      <Panel
        title={translate('expiring.title')}
        action={
          data && <Typography textColor="neutral600">{translate('expiring.count', { total: data.total })}</Typography>
        }
      >
        {error && !isFetching ? (
          <PartFailure error={error} onRetry={() => void refetch()} />
        ) : data?.total === 0 ? (
          <Typography textColor="neutral600">{translate('expiring.none')}</Typography>
        ) : (
          <Box
            overflow="auto"
            minHeight="24rem"
            aria-busy={isFetching}
            tabIndex={0}
            role="group"
            aria-label={translate('expiring.title')}
          >
            <Lots lots={data?.rows ?? []} />
          </Box>
        )}
        {more > 0 && (
          <Flex paddingTop={3}>
            <Button variant="tertiary" size="S" onClick={() => setShown(Math.min(shown + STEP, LIMITS.pageSize))}>
              {translate('expiring.more')}
            </Button>
          </Flex>
        )}
      </Panel>
    </Box>
  );
}

function Lots({ lots }: { readonly lots: readonly ExpiringLotDto[] }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const may = useAllowed();
  return (
    <PlainTable>
      <thead>
        <tr>
          <th scope="col">{translate('ledger.column.member')}</th>
          <th scope="col">{translate('ledger.currency')}</th>
          <th scope="col" data-figure>
            {translate('expiring.remaining')}
          </th>
          <th scope="col" data-figure>
            {translate('preview.lot.expires')}
          </th>
          <th scope="col" data-figure>
            {translate('expiring.left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lots.map(({ lotId, member, currency, remaining, expiresAt, daysLeft, overdue }) => (
          <tr key={lotId}>
            <td>
              <MemberLink member={member} isLink={may('getMember')} />
            </td>
            <td>{currency.name}</td>
            <td data-figure>{formatDecimal(remaining, locale, 'negative')}</td>
            <td data-figure>
              <Day at={expiresAt} />
            </td>
            <td data-figure>
              {overdue ? (
                <Flex justifyContent="flex-end">
                  <SmallPill tone="danger">{translate('expiring.overdue')}</SmallPill>
                </Flex>
              ) : (
                translate('expiring.days', { days: daysLeft })
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
