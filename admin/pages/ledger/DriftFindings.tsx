import { Box } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { FindingDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { PlainTable } from '../../ui/PlainTable';

/** As many as can be read; the banner has their number. */
const SHOWN = 10;

/** What the check found, for who wants to know before repairing it. */
export function DriftFindings({ findings }: { readonly findings: readonly FindingDto[] }) {
  const translate = useTranslate();
  return (
    <Details>
      <summary>{translate('health.findings')}</summary>
      <Box background="neutral0" hasRadius padding={3} marginTop={2} overflow="auto">
        <PlainTable>
          <thead>
            <tr>
              <th scope="col">{translate('health.finding.figure')}</th>
              <th scope="col">{translate('ledger.column.member')}</th>
              <th scope="col">{translate('ledger.currency')}</th>
              <th scope="col" data-figure>
                {translate('health.finding.expected')}
              </th>
              <th scope="col" data-figure>
                {translate('health.finding.actual')}
              </th>
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, SHOWN).map(({ kind, accountId, subject, member, currency, expected, actual }) => (
              <tr key={`${kind} ${accountId} ${subject ?? ''}`}>
                <td>{translate(`health.kind.${kind}`)}</td>
                <td>{member}</td>
                <td>{currency}</td>
                <td data-figure>{expected}</td>
                <td data-figure>{actual}</td>
              </tr>
            ))}
          </tbody>
        </PlainTable>
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
