import { Box, TextButton, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { useTranslate } from '../translate';
import { SmallTable, type SmallTableProps } from './SmallTable';

/** Rows that stand there before anybody asks for more. */
const FEW = 8;

interface CutTableProps<Row> extends SmallTableProps<Row> {
  /** How many there are, of which the server has sent the first. */
  readonly total: number;
}

/** The first few rows of a list, and a button for the rest of them; what the server has not sent is said, not hidden. */
export function CutTable<Row>({ rows, total, ...table }: CutTableProps<Row>) {
  const translate = useTranslate();
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && rows.length > FEW;
  const counts = { shown: rows.length, total };
  return (
    <>
      <SmallTable {...table} rows={isCut ? rows.slice(0, FEW) : rows} />
      {isCut ? (
        <Box paddingTop={2}>
          <TextButton onClick={() => setWhole(true)}>
            {rows.length < total ? translate('list.show-first', counts) : translate('list.show-all', counts)}
          </TextButton>
        </Box>
      ) : (
        rows.length < total && (
          <Typography tag="p" variant="pi" textColor="neutral600" paddingTop={2}>
            {translate('list.cut', counts)}
          </Typography>
        )
      )}
    </>
  );
}
