import { LEDGER_ENDPOINTS, type LedgerService, MEMBER_ENDPOINTS, type MembersService } from '../contract';
import { defineRoom, type Gathered } from '../kernel/room';
import type { RulesSource } from '../members';
import { ledgerController } from './http/controller';
import { createLeaderboards } from './leaderboard/leaderboard';
import { checkHeadline } from './members/headline-rules';
import { type ExportOfMember, exportToMember } from './member-export/export-member';
import { memberController } from './members-http/controller';
import { readPicked, readPickedAmong } from './members/picker-store';
import { nameRelations, type Names } from './relations/relation-names';

/** Members that the picker of a relation finds by words: as many as the Content Manager shows at once. */
const MOST_FOUND = 100;

interface Needs extends Pick<Gathered, 'memberRecords'> {
  readonly ledger: LedgerService;
  readonly members: MembersService;
  readonly rules: RulesSource;
}

export const reportRoom = defineRoom<Needs>()({
  permissions: {
    'view-ledger': { displayName: 'View the overview and the transaction ledger', subCategory: 'ledger' },
    'export-ledger': { displayName: 'Export the ledger', subCategory: 'ledger' },
    'reverse-entries': { displayName: 'Reverse entries', subCategory: 'ledger' },
    'view-members': { displayName: 'View members and their balances', subCategory: 'members' },
    'view-consent': { displayName: "View members' consent", subCategory: 'members' },
    'export-members': { displayName: 'Export members', subCategory: 'members' },
    'release-holds': { displayName: 'Release holds', subCategory: 'members' },
  },
  settings: { headline: checkHeadline },
  namedCurrencies({ setting }) {
    const { points } = checkHeadline(setting('headline'));
    return points === undefined ? [] : [{ code: points, setting: 'headline.points' }];
  },
  create: ({ knex, dialect, clock }, needs) => ({
    leaderboards: createLeaderboards({ db: knex, dialect, clock }),
    exportOfMember: ((member) =>
      exportToMember(
        { db: knex, clock, members: needs.members, recordsElsewhere: needs.memberRecords },
        member,
      )) satisfies ExportOfMember,
    relationNames: {
      find: (search) => readPicked(knex, { search, limit: MOST_FOUND }),
      among: (ids) => readPickedAmong(knex, ids),
    } satisfies Names,
  }),
  register: (strapi, container) => nameRelations(strapi, () => container().relationNames),
  endpoints: { ledger: LEDGER_ENDPOINTS, members: MEMBER_ENDPOINTS },
  controllers: {
    ledger: ({ knex, clock }, { ledger }) => ledgerController({ db: knex, clock, ledger }),
    members: ({ knex, clock, setting }, { members, rules, memberRecords }) =>
      memberController({
        db: knex,
        clock,
        members,
        rules: rules.current,
        headline: checkHeadline(setting('headline')),
        recordsElsewhere: memberRecords,
      }),
  },
});
