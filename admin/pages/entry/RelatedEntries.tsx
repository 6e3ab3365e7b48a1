import { Typography } from '@strapi/design-system';

import { RELATED_ENTRIES, type EntryDetailDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Day } from '../../ui/Day';
import { SmallTable } from '../../ui/SmallTable';
import { Amount } from '../../ui/ledger/AmountCell';
import { EntryId } from '../../ui/ledger/EntryId';

/** The rows that belong to this one, each a step further in the detail. */
export function RelatedEntries({ related, moreRelated }: Pick<EntryDetailDto, 'related' | 'moreRelated'>) {
  const translate = useTranslate();
  if (related.length === 0) return <Typography textColor="neutral600">{translate('entry.related.none')}</Typography>;
  return (
    <>
      <SmallTable
        label={translate('entry.related')}
        columns={[
          {
            name: 'relation',
            label: translate('entry.relation'),
            isHeading: true,
            cell: ({ relation }) => translate(`entry.relation.${relation}`),
          },
          { name: 'txn', label: translate('ledger.column.txn'), cell: ({ id }) => <EntryId id={id} /> },
          {
            name: 'type',
            label: translate('ledger.column.type'),
            cell: ({ type }) => translate(`ledger.type.${type}`),
          },
          {
            name: 'amount',
            label: translate('column.amount'),
            isFigure: true,
            cell: ({ type, amount, held }) => <Amount type={type} amount={amount} held={held} />,
          },
          {
            name: 'posted',
            label: translate('ledger.column.posted'),
            isFigure: true,
            cell: ({ postedAt }) => <Day at={postedAt} />,
          },
        ]}
        rows={related}
        keyOf={({ relation, id }) => `${relation} ${id}`}
      />
      {moreRelated && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
          {translate('list.more', { shown: RELATED_ENTRIES })}
        </Typography>
      )}
    </>
  );
}
