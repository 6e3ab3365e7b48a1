import { CLUB_EVENT_STATUSES, CLUB_LIMITS, CLUB_WINDOW_DAYS, type ClubEventQuery } from '../../../server/contract';
import type { ListWords } from '../../ui/list/ListView';
import type { ListSpec } from '../../ui/list/spec';
import { standardDays } from '../../ui/list/standardDays';
import { MissionField } from './MissionField';

/** A2, A11. Which events the address asks for: those of the last seven days unless it says otherwise. */
export const CLUB_LIST: ListSpec<ClubEventQuery> = {
  standardSort: 'received:DESC',
  isStaged: true,
  hasReset: true,
  filters: [
    {
      kind: 'utc-days',
      from: { name: 'from', label: 'club.filter.from' },
      to: { name: 'to', label: 'club.filter.to' },
      standard: standardDays(CLUB_WINDOW_DAYS),
    },
    {
      kind: 'choice',
      name: 'problems',
      label: 'club.filter.problems',
      all: 'club.filter.problems.all',
      options: [{ value: 'true', label: 'club.filter.problems.only' }],
    },
    {
      kind: 'choice',
      name: 'status',
      label: 'club.filter.status',
      all: 'club.filter.status.all',
      options: CLUB_EVENT_STATUSES.map((value) => ({ value, label: `club.status.${value}` }) as const),
    },
    { kind: 'own', name: 'mission', Field: MissionField },
    {
      kind: 'search',
      name: 'type',
      address: 'type',
      label: 'club.filter.type',
      placeholder: 'club.filter.type.placeholder',
      maxLength: CLUB_LIMITS.type,
    },
    {
      kind: 'search',
      name: 'id',
      address: 'id',
      label: 'club.filter.id',
      placeholder: 'club.filter.id.placeholder',
      maxLength: CLUB_LIMITS.externalId,
    },
  ],
};

export const CLUB_WORDS: ListWords = { label: 'club.list', empty: 'club.empty', noMatch: 'club.no-match' };
