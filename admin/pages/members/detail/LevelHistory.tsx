import type { LevelStepDto } from '../../../../server/contract';
import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';
import { CutTable } from '../../../ui/CutTable';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import { RowLink } from '../../../ui/RowLink';

interface LevelHistoryProps {
  readonly steps: readonly LevelStepDto[];
  readonly total: number;
}

/** Every step up and down the levels, newest first; each leads to the row that took it. */
export function LevelHistory({ steps, total }: LevelHistoryProps) {
  const translate = useTranslate();
  return (
    <CutTable
      label={translate('members.levels')}
      columns={[
        {
          name: 'step',
          label: translate('members.levels.step'),
          cell: ({ entryId, from, to }) => (
            <RowLink to={pathOf('ledger', entryId)}>
              {from ?? translate('members.none')} → {to ?? translate('members.none')}
            </RowLink>
          ),
        },
        { name: 'when', label: translate('members.levels.when'), cell: ({ at }) => <Day at={at} /> },
        {
          name: 'balance',
          label: translate('members.levels.balance'),
          isFigure: true,
          cell: ({ balanceAfter }) => <Figure>{balanceAfter}</Figure>,
        },
      ]}
      rows={steps}
      keyOf={({ entryId }) => entryId}
      total={total}
    />
  );
}
