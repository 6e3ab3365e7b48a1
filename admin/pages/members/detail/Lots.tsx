import { Typography } from '@strapi/design-system';

import type { MemberLotDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { CutTable } from '../../../ui/CutTable';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import { Due } from '../../../ui/ledger/Due';

interface LotsProps {
  readonly lots: readonly MemberLotDto[];
  readonly total: number;
}

/** What the member's balance is made of, in the order in which it expires. */
export function Lots({ lots, total }: LotsProps) {
  const translate = useTranslate();
  return (
    <CutTable
      label={translate('members.lots')}
      columns={[
        { name: 'expires', label: translate('members.lots.expires'), cell: ({ expiresAt }) => <Due at={expiresAt} /> },
        { name: 'earned', label: translate('members.lots.earned'), cell: ({ earnedAt }) => <Day at={earnedAt} /> },
        { name: 'currency', label: translate('column.currency'), cell: ({ currency }) => currency.name },
        {
          name: 'remaining',
          label: translate('members.lots.remaining'),
          isFigure: true,
          cell: (lot) => <Remaining {...lot} />,
        },
      ]}
      rows={lots}
      keyOf={({ lotId }) => lotId}
      total={total}
    />
  );
}

function Remaining({ remaining, held }: Pick<MemberLotDto, 'remaining' | 'held'>) {
  const translate = useTranslate();
  return (
    <>
      <Figure>{remaining}</Figure>
      {/[1-9]/.test(held) && (
        <Typography tag="div" variant="pi" textColor="neutral600">
          {translate('members.lots.held')} <Figure>{held}</Figure>
        </Typography>
      )}
    </>
  );
}
