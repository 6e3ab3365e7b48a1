import type { MemberHoldDto } from '../../../../server/contract';
import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import { PlainTable } from '../../../ui/PlainTable';
import { RowLink } from '../../../ui/RowLink';
import { ScrollX } from '../../../ui/ScrollX';
import { useAllowed } from '../../../useAllowed';
import { Due } from './Due';
import { ReleaseDialog } from './ReleaseDialog';

/** What is held of the member's balances, the oldest first, and the way to let it go. */
export function Holds({ holds }: { readonly holds: readonly MemberHoldDto[] }) {
  const translate = useTranslate();
  const canRelease = useAllowed()('releaseHold');
  return (
    <ScrollX label={translate('members.holds')}>
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('members.holds.reason')}</th>
            <th scope="col" data-figure>
              {translate('members.holds.remaining')}
            </th>
            <th scope="col">{translate('ledger.currency')}</th>
            <th scope="col">{translate('members.holds.since')}</th>
            <th scope="col">{translate('members.holds.until')}</th>
            {canRelease && <td />}
          </tr>
        </thead>
        <tbody>
          {holds.map((hold) => (
            <tr key={hold.id}>
              <td>
                <RowLink to={pathOf('ledger', hold.id)} title={hold.id}>
                  {hold.reason ?? translate('members.holds.no-reason')}
                </RowLink>
              </td>
              <td data-figure>
                <Figure>{hold.remaining}</Figure>
              </td>
              <td>{hold.currency.name}</td>
              <td>
                <Day at={hold.reservedAt} />
              </td>
              <td>
                <Due at={hold.expiresAt} />
              </td>
              {canRelease && (
                <td data-figure>
                  <ReleaseDialog hold={hold} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </ScrollX>
  );
}
