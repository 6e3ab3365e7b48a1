import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import { type ReconciliationOverviewDto, SEVERITIES } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { discrepanciesPath } from '../../paths';
import { SeverityPill } from './Pills';

/** The gravest first. */
const GRAVEST_FIRST = [...SEVERITIES].reverse();

/** D11. How many discrepancies are open, by severity, each figure the way to those it counts; and whom they are about. */
export function OpenBySeverity({ overview }: { readonly overview: ReconciliationOverviewDto }) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  return (
    <Panel title={translate('reconciliation.open')}>
      <Figures>
        {GRAVEST_FIRST.map((severity) => (
          <li key={severity}>
            <Link to={discrepanciesPath({ severity })}>
              <span>{formatNumber(overview.openBySeverity[severity])}</span>
              <SeverityPill severity={severity} />
            </Link>
          </li>
        ))}
      </Figures>
      <Typography tag="p" textColor="neutral600" paddingTop={3}>
        {translate('reconciliation.affected', { members: overview.membersAffected })}
      </Typography>
    </Panel>
  );
}

const Figures = styled.ul`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr));
  gap: ${({ theme }) => theme.spaces[2]};
  a {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: ${({ theme }) => theme.spaces[1]};
    padding: ${({ theme }) => theme.spaces[3]};
    border: 1px solid ${({ theme }) => theme.colors.neutral200};
    border-radius: ${({ theme }) => theme.borderRadius};
    text-decoration: none;
    color: ${({ theme }) => theme.colors.neutral800};
    font-size: ${({ theme }) => theme.fontSizes[5]};
    font-variant-numeric: tabular-nums;
  }
  a:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  a:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
`;
