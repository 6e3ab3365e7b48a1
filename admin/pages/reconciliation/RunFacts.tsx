import { useIntl } from 'react-intl';

import type { ReconciliationRunDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Moment } from '../../ui/Moment';
import { useDuration } from '../../ui/useDuration';
import { type Fact, Facts } from '../../ui/Facts';
import { MemberLink } from '../../ui/MemberLink';
import { RunOutcome } from './RunOutcome';
import { nameOf } from './actor';

/**
 * D2. What is known of a run: how it went, who wanted it, and what it counted. While it is under way, how far it is stands
 * above, and what only its end brings is left out.
 */
export function RunFacts({ run }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  const { formatNumber } = useIntl();
  const durationOf = useDuration();
  const { type, member, startedBy, durationMs, status } = run;
  const atItsEnd = (...facts: Fact[]): Fact[] => (status === 'running' ? [] : facts);
  return (
    <Facts
      facts={[
        { label: translate('reconciliation.run.status'), value: <RunOutcome run={run} /> },
        { label: translate('reconciliation.run.type'), value: translate(`reconciliation.type.${type}`) },
        ...(member
          ? [
              {
                label: translate('column.member'),
                value: <MemberLink member={member} />,
              },
            ]
          : []),
        { label: translate('reconciliation.run.started'), value: <Moment at={run.startedAt} /> },
        {
          label: translate('reconciliation.run.started-by'),
          value: startedBy ? nameOf(startedBy) : translate('reconciliation.run.by-schedule'),
        },
        ...atItsEnd(
          {
            label: translate('reconciliation.run.duration'),
            value: durationMs === null ? null : durationOf(durationMs),
          },
          {
            label: translate('reconciliation.run.members'),
            value: translate('reconciliation.run.processed', {
              processed: run.membersProcessed,
              scope: run.membersInScope,
            }),
          },
        ),
        {
          label: translate('reconciliation.run.members-affected'),
          value: formatNumber(run.membersWithDiscrepancies),
        },
        {
          label: translate('reconciliation.run.found'),
          value: translate('reconciliation.run.found-new', {
            found: run.discrepanciesFound,
            fresh: run.discrepanciesNew,
          }),
        },
        ...atItsEnd({ label: translate('reconciliation.run.auto-resolved'), value: formatNumber(run.autoResolved) }),
        {
          label: translate('reconciliation.run.hashes'),
          value: run.verifiesChain
            ? translate('reconciliation.run.hashes.yes')
            : translate('reconciliation.run.hashes.no'),
        },
      ]}
    />
  );
}
