import { Flex } from '@strapi/design-system';

import {
  DIRECTORY_SEARCH_LENGTH,
  DIRECTORY_SORTS,
  type DirectoryQuery,
  type DirectoryRowDto,
} from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Figure } from '../../ui/Figure';
import { Instant } from '../../ui/Instant';
import type { Column } from '../../ui/list/column';
import type { ListWords } from '../../ui/list/ListView';
import type { ListSpec } from '../../ui/list/spec';
import { MemberLink } from '../../ui/MemberLink';
import { Missing } from '../../ui/Missing';
import { Pill } from '../../ui/Pill';

/** B13. Everyone in the directory. */
export const MEMBER_LIST: ListSpec<DirectoryQuery> = {
  sorts: DIRECTORY_SORTS,
  standardSort: 'member:ASC',
  filters: [
    {
      kind: 'search',
      name: 'search',
      label: 'members.search',
      placeholder: 'members.search.placeholder',
      maxLength: DIRECTORY_SEARCH_LENGTH,
    },
  ],
};

export const MEMBER_WORDS: ListWords = {
  label: 'members.title',
  empty: 'members.empty',
  noMatch: 'members.not-found',
  loading: 'members.loading',
  failed: 'members.failed',
};

/** A row each, which leads to the member's page. */
export const COLUMNS: readonly Column<DirectoryRowDto>[] = [
  {
    id: 'member',
    label: 'column.member',
    priority: 1,
    maxWidth: '26rem',
    cell: ({ email, anonymised, ...member }) => <MemberLink member={member} email={email} isAnonymised={anonymised} />,
  },
  {
    id: 'points',
    label: 'members.column.points',
    priority: 1,
    isFigure: true,
    cell: ({ points }) => <FigureOrNone amount={points} />,
  },
  {
    id: 'reputation',
    label: 'members.column.reputation',
    isFigure: true,
    cell: ({ reputation }) => <FigureOrNone amount={reputation} />,
  },
  {
    id: 'standing',
    label: 'members.column.standing',
    priority: 3,
    cell: ({ level, tier }) => <Standing level={level} tier={tier} />,
  },
  {
    id: 'badges',
    label: 'members.column.badges',
    isFigure: true,
    cell: ({ badges }) => <Figure>{String(badges)}</Figure>,
  },
  {
    id: 'lastSeen',
    label: 'members.column.last-seen',
    cell: ({ lastSeenAt }) => <LastSeen at={lastSeenAt} />,
  },
];

function FigureOrNone({ amount }: { readonly amount: string | null }) {
  const translate = useTranslate();
  return amount === null ? <Missing>{translate('none')}</Missing> : <Figure>{amount}</Figure>;
}

function LastSeen({ at }: { readonly at: string | null }) {
  const translate = useTranslate();
  return at === null ? <Missing>{translate('members.never-seen')}</Missing> : <Instant at={at} />;
}

function Standing({ level, tier }: Pick<DirectoryRowDto, 'level' | 'tier'>) {
  const translate = useTranslate();
  if (level === null && tier === null) return <Missing>{translate('none')}</Missing>;
  return (
    <Flex gap={1} wrap="wrap">
      {level !== null && <Pill tone="primary">{level}</Pill>}
      {tier !== null && <Pill tone="alternative">{tier}</Pill>}
    </Flex>
  );
}
