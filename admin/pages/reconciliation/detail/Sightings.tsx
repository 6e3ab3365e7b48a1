import { Link as DesignLink } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';

import type { DiscrepancyDto, IsoInstant } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Moment } from '../../../ui/Moment';
import { Facts } from '../../../ui/Facts';
import { nameOf } from '../actor';
import { discrepanciesOfRunPath } from '../../../paths';
import { EntryLink } from './EntryLink';

/** When runs saw it, who looks into it, and how it came to its end. */
export function Sightings({ discrepancy }: { readonly discrepancy: DiscrepancyDto }) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  const { assignee, resolution, resolvedAt, resolvedBy, entryId, notes } = discrepancy;
  return (
    <Facts
      facts={[
        {
          label: translate('reconciliation.seen.first'),
          value: <Sighting at={discrepancy.firstSeenAt} run={discrepancy.firstRunId} />,
        },
        {
          label: translate('reconciliation.seen.last'),
          value: <Sighting at={discrepancy.lastSeenAt} run={discrepancy.lastRunId} />,
        },
        { label: translate('reconciliation.seen.times'), value: formatNumber(discrepancy.timesSeen) },
        { label: translate('reconciliation.assignee'), value: assignee && nameOf(assignee) },
        {
          label: translate('reconciliation.resolution'),
          value: resolution && translate(`reconciliation.resolution.${resolution}`),
        },
        ...(resolvedAt === null
          ? []
          : [
              { label: translate('reconciliation.resolved.at'), value: <Moment at={resolvedAt} /> },
              {
                label: translate('reconciliation.resolved.by'),
                value: resolvedBy ? nameOf(resolvedBy) : translate('reconciliation.by-run'),
              },
            ]),
        ...(entryId === null ? [] : [{ label: translate('reconciliation.entry'), value: <EntryLink id={entryId} /> }]),
        { label: translate('reconciliation.notes'), value: notes },
      ]}
    />
  );
}

/** When a run saw it, which leads to all that this run saw. */
function Sighting({ at, run }: { readonly at: IsoInstant; readonly run: string }) {
  return (
    <DesignLink tag={Link} to={discrepanciesOfRunPath(run)}>
      <Moment at={at} />
    </DesignLink>
  );
}
