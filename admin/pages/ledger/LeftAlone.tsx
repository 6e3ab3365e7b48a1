import { Box, Typography } from '@strapi/design-system';

import type { RebuildDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { SmallTable } from '../../ui/SmallTable';

/** As many as can be read. */
const SHOWN = 10;

/** The accounts that a rebuild left as they are, because it would have made a balance of damaged rows. */
export function LeftAlone({ accountsLeftAlone, leftAlone }: Pick<RebuildDto, 'accountsLeftAlone' | 'leftAlone'>) {
  const translate = useTranslate();
  return (
    <Box paddingTop={3} role="alert">
      <Typography tag="p" fontWeight="semiBold" textColor="neutral800">
        {translate('health.left-alone', { accounts: accountsLeftAlone })}
      </Typography>
      <Typography tag="p" variant="pi" textColor="neutral800">
        {translate('health.left-alone.why')}
      </Typography>
      <Box background="neutral0" hasRadius padding={3} marginTop={2}>
        <SmallTable
          label={translate('health.left-alone.accounts')}
          columns={[
            { name: 'account', label: translate('health.left-alone.account'), cell: ({ accountId }) => accountId },
            { name: 'member', label: translate('column.member'), cell: ({ member }) => member },
            { name: 'currency', label: translate('column.currency'), cell: ({ currency }) => currency },
            {
              name: 'reason',
              label: translate('health.left-alone.reason'),
              cell: ({ reason }) => translate(`health.left-alone.${reason}`),
            },
          ]}
          rows={leftAlone.slice(0, SHOWN)}
          keyOf={({ accountId }) => accountId}
        />
        {accountsLeftAlone > SHOWN && (
          <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
            {translate('list.more', { shown: SHOWN })}
          </Typography>
        )}
      </Box>
    </Box>
  );
}
