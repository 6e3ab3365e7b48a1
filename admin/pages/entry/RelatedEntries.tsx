import { Box, Typography } from '@strapi/design-system';

import { STORY_RELATIONS, type RelatedEntryDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Day } from '../../ui/Day';
import { PlainTable } from '../../ui/PlainTable';
import { Amount } from '../ledger/AmountCell';
import { TxnCell } from '../ledger/TxnCell';

interface RelatedEntriesProps {
  readonly related: readonly RelatedEntryDto[];
  /** Whether there are others that are not listed. */
  readonly more: boolean;
}

/** The rows that belong to this one, each a step further in the story. */
export function RelatedEntries({ related, more }: RelatedEntriesProps) {
  const translate = useTranslate();
  if (related.length === 0) return <Typography textColor="neutral600">{translate('entry.related.none')}</Typography>;
  return (
    <Box overflow="auto">
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('entry.relation')}</th>
            <th scope="col">{translate('ledger.column.txn')}</th>
            <th scope="col">{translate('ledger.column.type')}</th>
            <th scope="col" data-figure>
              {translate('ledger.column.amount')}
            </th>
            <th scope="col" data-figure>
              {translate('ledger.column.posted')}
            </th>
          </tr>
        </thead>
        <tbody>
          {related.map(({ relation, id, type, amount, held, postedAt }) => (
            <tr key={`${relation} ${id}`}>
              <td>{translate(`entry.relation.${relation}`)}</td>
              <td>
                <TxnCell id={id} />
              </td>
              <td>{translate(`ledger.type.${type}`)}</td>
              <td data-figure>
                <Amount type={type} amount={amount} held={held} />
              </td>
              <td data-figure>
                <Day at={postedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      {more && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
          {translate('entry.related.more', { shown: STORY_RELATIONS })}
        </Typography>
      )}
    </Box>
  );
}
