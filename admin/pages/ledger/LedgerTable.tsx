import { Table } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { styled } from 'styled-components';

import { LEDGER_SORTS, type LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { pathOf } from '../../paths';
import { AmountCell } from './AmountCell';
import { LotCell } from './LotCell';
import { MemberCell } from './MemberCell';
import { PostedCell } from './PostedCell';
import { ReasonCell } from './ReasonCell';
import { TxnCell } from './TxnCell';
import { TypeCell } from './TypeCell';

const COLUMNS = ['txn', 'member', 'type', 'amount', 'reason', 'lot', 'posted'] as const;

/** Seven columns find room at 1280 pixels when cells stand closer; amounts stand at the right, and so does their heading. */
const Frame = styled.div`
  th,
  td {
    padding-inline: ${({ theme }) => theme.spaces[2]};
  }
  th:nth-child(4) > div {
    justify-content: flex-end;
  }
  td:nth-child(4) {
    text-align: right;
  }
`;

interface LedgerTableProps {
  /** Undefined while they are on their way. */
  readonly rows: readonly LedgerRowDto[] | undefined;
  /** What stands in place of rows when there are none. */
  readonly empty: ReactNode;
  /** Whether the headings sort, through the address. */
  readonly isSortable?: boolean;
}

export function LedgerTable({ rows, empty, isSortable = true }: LedgerTableProps) {
  const translate = useTranslate();
  const headers = COLUMNS.map((name) => ({
    name,
    label: translate(`ledger.column.${name}`),
    sortable: isSortable && LEDGER_SORTS.some((sort) => sort === name),
  }));
  return (
    <Frame>
      <Table.Root rows={rows ? [...rows] : []} headers={headers} isLoading={!rows}>
        <Table.Content>
          <Table.Head>
            {headers.map((header) => (
              <Table.HeaderCell key={header.name} {...header} />
            ))}
          </Table.Head>
          <Table.Loading>{translate('ledger.loading')}</Table.Loading>
          {empty}
          <Table.Body>
            {rows?.map((row) => (
              <LedgerRow key={row.id} {...row} />
            ))}
          </Table.Body>
        </Table.Content>
      </Table.Root>
    </Frame>
  );
}

function LedgerRow({ id, member, type, status, amount, held, currency, lotId, ...row }: LedgerRowDto) {
  const navigate = useNavigate();
  // Text that was just marked is meant to be copied.
  const open = () => window.getSelection()?.isCollapsed !== false && navigate(pathOf('ledger', id));
  return (
    <Table.Row onClick={open} cursor="pointer">
      <Table.Cell>
        <TxnCell id={id} />
      </Table.Cell>
      <Table.Cell maxWidth="15rem">
        <MemberCell member={member} />
      </Table.Cell>
      <Table.Cell>
        <TypeCell type={type} status={status} />
      </Table.Cell>
      <Table.Cell maxWidth="16rem">
        <AmountCell type={type} amount={amount} held={held} currency={currency.name} />
      </Table.Cell>
      <Table.Cell maxWidth="21rem">
        <ReasonCell reason={row.reason} rule={row.rule} eventId={row.eventId} />
      </Table.Cell>
      <Table.Cell>
        <LotCell lotId={lotId} />
      </Table.Cell>
      <Table.Cell>
        <PostedCell postedAt={row.postedAt} effectiveAt={row.effectiveAt} />
      </Table.Cell>
    </Table.Row>
  );
}
