import { Box, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { EvidenceDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Missing } from '../../../ui/Missing';
import { type SmallColumn, SmallTable } from '../../../ui/SmallTable';

/** A row with its place, which is all that tells it from another one. */
interface Numbered {
  readonly row: EvidenceDto['rows'][number];
  readonly index: number;
}

/** Rows of one table, column by column, under the names that the database gives them: it is proof, so nothing is told anew. */
export function EvidencePiece({ piece: { title, rows, isCut } }: { readonly piece: EvidenceDto }) {
  const translate = useTranslate();
  const name = translate(`reconciliation.evidence.${title}`);
  const numbered = rows.map((row, index) => ({ row, index }));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].map((column): SmallColumn<Numbered> => ({
    name: column,
    label: column,
    cell: ({ row }) => {
      const value = row[column] ?? null;
      return value === null ? (
        <Missing>{translate('none')}</Missing>
      ) : (
        <Given $isLong={value.length > LONG}>{value}</Given>
      );
    },
  }));
  return (
    <Box minWidth={0}>
      <Typography tag="h3" variant="sigma" textColor="neutral600">
        {name}
      </Typography>
      {rows.length === 0 ? (
        <Typography textColor="neutral600">{translate('reconciliation.evidence.no-rows')}</Typography>
      ) : (
        <SmallTable isWide label={name} columns={columns} rows={numbered} keyOf={({ index }) => String(index)} />
      )}
      {isCut && (
        <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
          {translate('list.more', { shown: rows.length })}
        </Typography>
      )}
    </Box>
  );
}

/** Characters from which a value is broken. */
const LONG = 40;

/**
 * On one line, so that a row is a row; the table scrolls. What is as long as a hash is broken, so that the one that stands
 * there and the one that should are in sight together.
 */
const Given = styled.code<{ $isLong: boolean }>`
  font-family: monospace;
  white-space: nowrap;
  ${({ $isLong }) => $isLong && 'display: inline-block; min-width: 18ch; white-space: normal; overflow-wrap: anywhere;'}
`;
