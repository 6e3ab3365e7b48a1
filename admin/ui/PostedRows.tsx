import { useIntl } from 'react-intl';

import type { EntryDto } from '../../server/contract';
import { useTranslate } from '../translate';
import { formatDecimal } from './decimal';
import { PlainTable } from './PlainTable';

/** The rows that a posting brings along, such as what expires on the way, where there are any beside its own. */
export function PostedRows({ entries }: { readonly entries: readonly EntryDto[] }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  if (entries.length < 2) return null;
  return (
    <PlainTable>
      <thead>
        <tr>
          <th scope="col">{translate('ledger.column.type')}</th>
          <th scope="col" data-figure>
            {translate('column.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, type, amount }) => (
          <tr key={id}>
            <th scope="row">{translate(`ledger.type.${type}`)}</th>
            <td data-figure>{formatDecimal(amount, locale, 'always')}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
