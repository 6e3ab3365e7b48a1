import { Flex, Link as DesignLink, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import type { PayoutDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';
import { SmallTable } from '../../../ui/SmallTable';
import { PayoutPill } from '../pills';
import { usePayoutWords } from '../usePayoutWords';

/** E15. The payouts of an event: what each comes to, how it stands and why, and the ledger's row. */
export function Payouts({ payouts }: { readonly payouts: readonly PayoutDto[] }) {
  const translate = useTranslate();
  const { what, why } = usePayoutWords();
  if (payouts.length === 0) return <Typography>{translate('club.payouts.none')}</Typography>;
  return (
    <SmallTable<PayoutDto>
      label={translate('club.payouts')}
      rows={payouts}
      keyOf={({ id }) => id}
      columns={[
        { name: 'what', label: translate('column.amount'), isHeading: true, cell: what },
        {
          name: 'status',
          label: translate('column.status'),
          cell: (payout) => (
            <Flex direction="column" alignItems="flex-start" gap={1}>
              <PayoutPill status={payout.status} />
              {payout.reason !== null && (
                <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
                  {why(payout)}
                </Typography>
              )}
            </Flex>
          ),
        },
        {
          name: 'mission',
          label: translate('club.column.mission'),
          cell: ({ mission, version }) => translate('club.decision.mission', { mission: mission.name, version }),
        },
        { name: 'entry', label: translate('club.column.entry'), cell: (payout) => <EntryLink {...payout} /> },
      ]}
    />
  );
}

/** The ledger's row: a link to its page for whoever may see that. */
function EntryLink({ entry }: PayoutDto) {
  const translate = useTranslate();
  const may = useAllowed();
  if (entry === null) return <>{translate('none')}</>;
  if (!may('getLedgerEntry')) return <>{entry}</>;
  return (
    <DesignLink tag={Link} to={pathOf('ledger', entry)}>
      {translate('club.entry')}
    </DesignLink>
  );
}
