import { Typography } from '@strapi/design-system';

import type { MemberBalanceDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Figure } from '../../../ui/Figure';
import { PlainTable } from '../../../ui/PlainTable';
import { ScrollX } from '../../../ui/ScrollX';

/** The figures of each of the member's accounts. */
export function Balances({ balances }: { readonly balances: readonly MemberBalanceDto[] }) {
  const translate = useTranslate();
  if (balances.length === 0)
    return <Typography textColor="neutral600">{translate('members.balances.none')}</Typography>;
  return (
    <ScrollX label={translate('members.balances')}>
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('ledger.currency')}</th>
            <th scope="col" data-figure>
              {translate('members.balance')}
            </th>
            <th scope="col" data-figure>
              {translate('members.held')}
            </th>
            <th scope="col" data-figure>
              {translate('members.available')}
            </th>
            <th scope="col" data-figure>
              {translate('members.earned')}
            </th>
          </tr>
        </thead>
        <tbody>
          {balances.map(({ currency, balance, held, available, lifetimeEarned }) => (
            <tr key={currency.code}>
              <th scope="row">{currency.name}</th>
              {[balance, held, available, lifetimeEarned].map((figure, index) => (
                <td key={index} data-figure>
                  <Figure>{figure}</Figure>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </ScrollX>
  );
}
