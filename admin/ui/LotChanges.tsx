import { useIntl } from 'react-intl';

import type { LotChangeDto } from '../../server/contract';
import { useTranslate } from '../translate';
import { formatDecimal } from './decimal';
import { Day } from './Day';
import { PlainTable } from './PlainTable';

/** The lots of which a posting would take or give back something, the oldest first. */
export function LotChanges({ lots }: { readonly lots: readonly LotChangeDto[] }) {
  const { locale } = useIntl();
  const translate = useTranslate();
  return (
    <PlainTable>
      <thead>
        <tr>
          <th scope="col">{translate('preview.lot.earned')}</th>
          <th scope="col">{translate('preview.lot.expires')}</th>
          <th scope="col" data-figure>
            {translate('preview.before')}
          </th>
          <th scope="col" data-figure>
            {translate('preview.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lots.map(({ lotId, earnedAt, expiresAt, before, after }) => (
          <tr key={lotId ?? 'new'}>
            <td>
              <Day at={earnedAt} />
              {lotId === null && ` (${translate('preview.lot.new')})`}
            </td>
            <td>{expiresAt === null ? translate('preview.lot.never') : <Day at={expiresAt} />}</td>
            <td data-figure>{formatDecimal(before, locale, 'negative')}</td>
            <td data-figure>{formatDecimal(after, locale, 'negative')}</td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
