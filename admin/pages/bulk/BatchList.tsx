import { Button, Typography } from '@strapi/design-system';
import { type MouseEvent, useState } from 'react';

import type { BatchRowDto } from '../../../server/contract';
import { useListBatchesQuery } from '../../api/bulk';
import { useTranslate } from '../../translate';
import { GuardedModal } from '../../ui/draft/GuardedModal';
import { Instant } from '../../ui/Instant';
import type { Column } from '../../ui/list/column';
import { ANEW, ListView, type ListWords } from '../../ui/list/ListView';
import type { ListSpec, PageQuery } from '../../ui/list/spec';
import { useListAddress } from '../../ui/list/useListAddress';
import { ShortId } from '../../ui/ShortId';
import { useKeepFocus } from '../../ui/useKeepFocus';
import { ReverseBatchDialog } from './ReverseBatchDialog';

const LIST: ListSpec<Omit<PageQuery, 'sort'>> = { standardSort: 'postedAt:DESC' };

const WORDS: ListWords = {
  label: 'bulk.batches',
  empty: 'bulk.empty',
  loading: 'bulk.loading',
  failed: 'bulk.failed',
};

/** A batch that somebody is about to reverse, and what gets the focus back. */
interface Reversing {
  readonly batch: BatchRowDto;
  readonly opener: HTMLElement;
}

const columnsWith = (onReverse: (reversing: Reversing) => void): readonly Column<BatchRowDto>[] => [
  { id: 'postedAt', label: 'bulk.batch.posted', priority: 1, cell: ({ postedAt }) => <Instant at={postedAt} /> },
  {
    id: 'administrator',
    label: 'bulk.batch.administrator',
    cell: ({ administrator }) => <Typography>{administrator.name ?? administrator.id}</Typography>,
  },
  { id: 'lines', label: 'bulk.batch.lines', isFigure: true, cell: ({ lines }) => <Typography>{lines}</Typography> },
  {
    id: 'reversed',
    label: 'bulk.batch.reversed',
    isFigure: true,
    cell: ({ reversed }) => <Typography>{reversed}</Typography>,
  },
  { id: 'batch', label: 'bulk.batch.id', cell: ({ batch }) => <ShortId id={batch} /> },
  {
    id: 'action',
    label: 'column.action',
    priority: 1,
    needs: 'reverseBatch',
    cell: (row) =>
      row.reversed < row.lines && <ReverseButton onClick={(opener) => onReverse({ batch: row, opener })} />,
  },
];

/** The bulk adjustments so far, newest first, each with what can still be done about it. */
export function BatchList() {
  const address = useListAddress(LIST);
  const list = useListBatchesQuery(address.query, ANEW);
  const [reversing, setReversing] = useState<Reversing>();
  useKeepFocus(list.data);
  const close = () => {
    setReversing(undefined);
    // Once the dialogue has let go of it.
    setTimeout(() => reversing?.opener.focus());
  };
  return (
    <>
      <ListView {...{ address, list, words: WORDS }} columns={columnsWith(setReversing)} keyOf={({ batch }) => batch} />
      <GuardedModal isOpen={reversing !== undefined} onOpenChange={(isOpen) => isOpen || close()}>
        {reversing && <ReverseBatchDialog batch={reversing.batch} onDone={close} />}
      </GuardedModal>
    </>
  );
}

function ReverseButton({ onClick }: { readonly onClick: (button: HTMLElement) => void }) {
  const translate = useTranslate();
  return (
    <Button variant="danger-light" size="S" onClick={(event: MouseEvent<HTMLElement>) => onClick(event.currentTarget)}>
      {translate('bulk.reverse')}
    </Button>
  );
}
