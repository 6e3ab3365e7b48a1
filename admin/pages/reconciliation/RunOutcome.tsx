import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { ReconciliationRunDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { RunPill } from './Pills';

/** How a run ended or stands; why it failed is said, and the members that could not be checked unfold. */
export function RunOutcome({ run }: { readonly run: ReconciliationRunDto }) {
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <RunPill status={run.status} />
      {run.failure !== null && (
        <Typography variant="pi" textColor="neutral800" style={WRAPPED}>
          {run.failure}
        </Typography>
      )}
      {run.errorCount > 0 && <RunErrors run={run} />}
    </Flex>
  );
}

function RunErrors({ run: { errors, errorCount } }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  return (
    <Details>
      <summary>{translate('reconciliation.run.errors', { errors: errorCount })}</summary>
      <ul>
        {errors.map(({ member, message }, index) => (
          // They have no id, and neither come nor go once the run has ended.
          <li key={index}>
            {member !== null && <code>{member}: </code>}
            {message}
          </li>
        ))}
      </ul>
      {errors.length < errorCount && <p>{translate('list.cut', { shown: errors.length, total: errorCount })}</p>}
    </Details>
  );
}

const WRAPPED = { whiteSpace: 'normal', overflowWrap: 'anywhere' } as const;

const Details = styled.details`
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.neutral800};
  white-space: normal;
  overflow-wrap: anywhere;
  summary {
    cursor: pointer;
    width: fit-content;
  }
  li {
    padding-top: ${({ theme }) => theme.spaces[1]};
  }
  code {
    font-family: monospace;
  }
`;
