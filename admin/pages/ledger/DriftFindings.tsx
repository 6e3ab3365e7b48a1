import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { FindingDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { SmallTable } from '../../ui/SmallTable';

/** As many as can be read. */
const SHOWN = 10;

/** What the check found, for who wants to know before repairing it. */
export function DriftFindings({ findings }: { readonly findings: readonly FindingDto[] }) {
  const translate = useTranslate();
  return (
    <Details>
      <summary>{translate('health.findings')}</summary>
      <Box background="neutral0" hasRadius padding={3} marginTop={2}>
        <SmallTable
          label={translate('health.findings')}
          columns={[
            {
              name: 'kind',
              label: translate('health.finding.figure'),
              cell: ({ kind }) => translate(`health.kind.${kind}`),
            },
            { name: 'member', label: translate('column.member'), cell: ({ member }) => member },
            { name: 'currency', label: translate('column.currency'), cell: ({ currency }) => currency },
            {
              name: 'expected',
              label: translate('health.finding.expected'),
              isFigure: true,
              cell: ({ expected }) => expected,
            },
            { name: 'actual', label: translate('health.finding.actual'), isFigure: true, cell: ({ actual }) => actual },
          ]}
          rows={findings.slice(0, SHOWN)}
          // Of one lot, hold or account several figures may be off.
          keyOf={(one) => [one.kind, one.accountId, one.subject, one.expected, one.actual].join(' ')}
        />
        {findings.length > SHOWN && (
          <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
            {translate('list.more', { shown: SHOWN })}
          </Typography>
        )}
      </Box>
    </Details>
  );
}

const Details = styled.details`
  padding-top: ${({ theme }) => theme.spaces[3]};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  color: ${({ theme }) => theme.colors.neutral800};
  summary {
    cursor: pointer;
    width: fit-content;
  }
`;
