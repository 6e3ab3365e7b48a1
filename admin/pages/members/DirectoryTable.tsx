import { Flex } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';

import type { DirectoryRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { pathOf } from '../../paths';
import { type Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { Instant } from '../../ui/Instant';
import { Missing } from '../../ui/Missing';
import { Pill } from '../../ui/Pill';
import { MemberLink } from '../../ui/MemberLink';

interface DirectoryTableProps {
  readonly rows: readonly DirectoryRowDto[] | undefined;
  readonly isStale: boolean;
  readonly empty: ReactNode;
}

/** B13. Everyone in the directory, a row each, which leads to the member's page. */
export function DirectoryTable(props: DirectoryTableProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const figure = (amount: string | null) =>
    amount === null ? <Missing>{translate('ledger.none')}</Missing> : <Figure>{amount}</Figure>;

  const columns: Column<DirectoryRowDto>[] = [
    {
      name: 'member',
      label: translate('members.column.member'),
      sortable: true,
      maxWidth: '26rem',
      cell: ({ email, anonymised, ...member }) => (
        <MemberLink member={member} email={email} isAnonymised={anonymised} />
      ),
    },
    {
      name: 'points',
      label: translate('members.column.points'),
      sortable: true,
      isFigure: true,
      cell: ({ points }) => figure(points),
    },
    {
      name: 'reputation',
      label: translate('members.column.reputation'),
      sortable: true,
      isFigure: true,
      cell: ({ reputation }) => figure(reputation),
    },
    {
      name: 'standing',
      label: translate('members.column.standing'),
      cell: ({ level, tier }) => <Standing level={level} tier={tier} />,
    },
    {
      name: 'badges',
      label: translate('members.column.badges'),
      sortable: true,
      isFigure: true,
      cell: ({ badges }) => <Figure>{String(badges)}</Figure>,
    },
    {
      name: 'lastSeen',
      label: translate('members.column.last-seen'),
      sortable: true,
      cell: ({ lastSeenAt }) =>
        lastSeenAt === null ? <Missing>{translate('members.never-seen')}</Missing> : <Instant at={lastSeenAt} />,
    },
  ];
  return (
    <DataTable
      {...props}
      columns={columns}
      keyOf={({ id }) => id}
      loading={translate('members.loading')}
      onRowClick={({ id }) => navigate(pathOf('members', id))}
    />
  );
}

function Standing({ level, tier }: Pick<DirectoryRowDto, 'level' | 'tier'>) {
  const translate = useTranslate();
  if (level === null && tier === null) return <Missing>{translate('ledger.none')}</Missing>;
  return (
    <Flex gap={1} wrap="wrap">
      {level !== null && <Pill tone="primary">{level}</Pill>}
      {tier !== null && <Pill tone="alternative">{tier}</Pill>}
    </Flex>
  );
}
