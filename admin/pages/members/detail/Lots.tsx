import { Box, Typography } from '@strapi/design-system';

import { type MemberLotDto, SCHEDULE_LOTS } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import { PlainTable } from '../../../ui/PlainTable';
import { ScrollX } from '../../../ui/ScrollX';
import { useCut } from '../../../ui/useCut';
import { Due } from './Due';

interface LotsProps {
  readonly lots: readonly MemberLotDto[];
  /** There are more than the server lists. */
  readonly isCut: boolean;
}

/** What the member's balance is made of, in the order in which it expires. */
export function Lots({ lots, isCut }: LotsProps) {
  const translate = useTranslate();
  const { shown, more } = useCut(lots);
  return (
    <ScrollX label={translate('members.lots')}>
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('members.lots.expires')}</th>
            <th scope="col">{translate('members.lots.earned')}</th>
            <th scope="col">{translate('ledger.currency')}</th>
            <th scope="col" data-figure>
              {translate('members.lots.remaining')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ lotId, expiresAt, earnedAt, currency, remaining, held }) => (
            <tr key={lotId}>
              <td>
                <Due at={expiresAt} />
              </td>
              <td>
                <Day at={earnedAt} />
              </td>
              <td>{currency.name}</td>
              <td data-figure>
                <Figure>{remaining}</Figure>
                {/[1-9]/.test(held) && (
                  <Typography tag="div" variant="pi" textColor="neutral600">
                    {translate('members.lots.held')} <Figure>{held}</Figure>
                  </Typography>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      <Box paddingTop={2}>
        {more ??
          (isCut && <Typography variant="pi">{translate('members.lots.more', { limit: SCHEDULE_LOTS })}</Typography>)}
      </Box>
    </ScrollX>
  );
}
