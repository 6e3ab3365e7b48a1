import { Box } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { LotMoveDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Day } from '../../ui/Day';
import { formatDecimal } from '../../ui/decimal';
import { PlainTable } from '../../ui/PlainTable';
import { ShortId } from '../../ui/ShortId';

/** What the row did to the member's lots. */
export function LotMoves({ lots }: { readonly lots: readonly LotMoveDto[] }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  return (
    <Box overflow="auto" tabIndex={0} role="group" aria-label={translate('entry.lots')}>
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('ledger.column.lot')}</th>
            <th scope="col">{translate('preview.lot.earned')}</th>
            <th scope="col">{translate('preview.lot.expires')}</th>
            <th scope="col" data-figure>
              {translate('ledger.column.amount')}
            </th>
            <th scope="col" data-figure>
              {translate('preview.held')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lots.map(({ lotId, holdId, earnedAt, expiresAt, amount, held }) => (
            <tr key={`${lotId} ${holdId ?? ''}`}>
              <td>
                <ShortId id={lotId} />
              </td>
              <td>
                <Day at={earnedAt} />
              </td>
              <td>{expiresAt === null ? translate('preview.lot.never') : <Day at={expiresAt} />}</td>
              <td data-figure>{formatDecimal(amount, locale, 'always')}</td>
              <td data-figure>{formatDecimal(held, locale, 'always')}</td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </Box>
  );
}
