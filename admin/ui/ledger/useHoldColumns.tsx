import type { MemberHoldDto } from '../../../server/contract';
import { pathOf } from '../../paths';
import { useTranslate } from '../../translate';
import { RowLink } from '../RowLink';
import type { SmallColumn } from '../SmallTable';
import { useAllowed } from '../../allowed';
import { Due } from './Due';
import { ReleaseDialog } from './ReleaseDialog';

/** What every table of holds says of them: what for, until when, and, for who may, the way to let one go. */
export function useHoldColumns<Hold extends MemberHoldDto>() {
  const translate = useTranslate();
  const canRelease = useAllowed()('releaseHold');
  const reason: SmallColumn<Hold> = {
    name: 'reason',
    label: translate('members.holds.reason'),
    cell: ({ id, reason: given }) => (
      <RowLink to={pathOf('ledger', id)} title={id}>
        {given ?? translate('members.holds.no-reason')}
      </RowLink>
    ),
  };
  const until: SmallColumn<Hold> = {
    name: 'until',
    label: translate('members.holds.until'),
    cell: ({ expiresAt }) => <Due at={expiresAt} />,
  };
  const release: SmallColumn<Hold> = {
    name: 'release',
    label: null,
    isFigure: true,
    cell: (hold) => <ReleaseDialog hold={hold} />,
  };
  return { reason, until, release: canRelease ? [release] : [] };
}
