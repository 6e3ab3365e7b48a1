import { Link as DesignLink, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { DiscrepancyEventDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Moment } from '../../../ui/Moment';
import { nameOf } from '../actor';
import { discrepanciesOfRunPath } from '../../../paths';
import { EntryLink } from './EntryLink';

/** D11. What happened to it, in the order of its life. */
export function History({ history }: { readonly history: readonly DiscrepancyEventDto[] }) {
  return (
    <List>
      {history.map((event, index) => (
        // Events have no id, and none ever comes before another one.
        <li key={index}>
          <Happening event={event} />
        </li>
      ))}
    </List>
  );
}

function Happening({ event: { kind, at, actor, runId, entryId, notes } }: { readonly event: DiscrepancyEventDto }) {
  const translate = useTranslate();
  return (
    <>
      <Typography tag="div" fontWeight="semiBold" textColor="neutral800">
        {translate(`reconciliation.event.${kind}`)}
      </Typography>
      <Typography tag="div" variant="pi" textColor="neutral600">
        <Moment at={at} />
        {' · '}
        {actor ? (
          nameOf(actor)
        ) : runId === null ? (
          translate('reconciliation.by-run')
        ) : (
          <DesignLink tag={Link} to={discrepanciesOfRunPath(runId)}>
            {translate('reconciliation.by-run')}
          </DesignLink>
        )}
      </Typography>
      {notes !== null && (
        <Typography tag="p" textColor="neutral800" style={AS_WRITTEN}>
          {notes}
        </Typography>
      )}
      {entryId !== null && (
        <Typography tag="div" textColor="neutral800">
          {translate('reconciliation.entry')}: <EntryLink id={entryId} />
        </Typography>
      )}
    </>
  );
}

const AS_WRITTEN = { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } as const;

const List = styled.ol`
  display: grid;
  gap: ${({ theme }) => theme.spaces[4]};
  li {
    padding-inline-start: ${({ theme }) => theme.spaces[3]};
    border-inline-start: 2px solid ${({ theme }) => theme.colors.neutral200};
  }
`;
