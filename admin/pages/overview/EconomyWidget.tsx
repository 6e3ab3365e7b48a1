import { Widget } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { ECONOMY_DAYS } from '../../../server/contract';
import { useGetEconomyQuery } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { PlainTable } from '../../ui/PlainTable';

/** On Strapi's home page: a line for each currency. */
export function EconomyWidget() {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { data, error } = useGetEconomyQuery({}, { refetchOnMountOrArgChange: true });
  if (error) return <Widget.Error />;
  if (!data) return <Widget.Loading />;
  if (data.currencies.length === 0) return <Widget.NoData />;
  const figure = (amount: string) => formatDecimal(amount, locale, 'negative');
  return (
    <PlainTable>
      <thead>
        <tr>
          <th scope="col">{translate('column.currency')}</th>
          <th scope="col" data-figure>
            {translate('widget.in-circulation')}
          </th>
          <th scope="col" data-figure>
            {translate('economy.issued', { days: ECONOMY_DAYS })}
          </th>
          <th scope="col" data-figure>
            {translate('economy.redeemed', { days: ECONOMY_DAYS })}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.currencies.map(({ code, name, inCirculation, issued, redeemed }) => (
          <tr key={code}>
            <th scope="row">{name}</th>
            <td data-figure>{figure(inCirculation)}</td>
            <td data-figure>{figure(issued)}</td>
            <td data-figure>{figure(redeemed)}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
