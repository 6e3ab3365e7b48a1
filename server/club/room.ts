import {
  CLUB_ENDPOINTS,
  type ClubService,
  type LedgerService,
  type MembersService,
  type MissionInput,
} from '../contract';
import { createIdSource, outside, readClockSkew, transact } from '../kernel';
import { defineRoom } from '../kernel/room';
import { guardTables, type Ledger } from '../ledger';
import type { RulesSource } from '../members';
import { clubController } from './http/controller';
import { MISSION_UID, missionContentType } from './missions/content-type';
import { type Expected, saveMission } from './missions/save-mission';
import { createMissionsSource } from './missions/missions-source';
import { readPoolsToPay } from './pools/pool-store';
import { payWaiting } from './pools/pay-waiting';
import { noteFailure } from './process/note-failure';
import { ensureShards } from './process/queue-store';
import { takeTurn } from './process/turn';
import { isAnyHeld, takeUpHeld } from './process/take-up-store';
import { createWorker } from './process/worker';
import { CLUB_GUARDS, CLUB_LEAN_TABLES } from './schema';
import { type ClubDependencies, createClub } from './service';
import { readClubSettings, readFeatures } from './settings';

interface Needs {
  readonly ledger: Pick<LedgerService, 'postMany'> & Pick<Ledger, 'balancesOf'>;
  readonly members: MembersService;
  readonly rules: RulesSource;
}

export const clubRoom = defineRoom<Needs>()({
  contentTypes: {
    mission: {
      uid: MISSION_UID,
      type: missionContentType,
      ids: ['documentId', 'code'],
      editedWith: 'edit-missions',
      isSealed: true,
    },
  },
  models: CLUB_LEAN_TABLES.map(({ model }) => model),
  permissions: {
    'view-rewards-audit': { displayName: 'View events, decisions and payouts', subCategory: 'club' },
    'edit-missions': { displayName: 'Edit missions', subCategory: 'club' },
    'fund-pools': { displayName: 'Make, fund and empty pools', subCategory: 'club' },
  },
  settings: { club: readClubSettings, features: readFeatures },
  create(host, needs) {
    const { strapi, knex, dialect, db, clock, transactions, setting } = host;
    const { sourceOf } = readClubSettings(setting('club'));
    const { rewardsClub } = readFeatures(setting('features'));
    const newId = createIdSource();
    const { ledger, members, rules } = needs;
    const working = {
      ...{ clock, newId, ledger, members, rules, missions: createMissionsSource() },
      transact: transactions.run,
    };
    /** Where held events were last looked at. */
    let after: string | null = null;
    const worker = createWorker({
      ...{ db: knex, dialect, clock, log: strapi.log },
      takeTurn: (shard, options) => takeTurn(working, shard, options),
      noteFailure: (shard, error) => noteFailure(working, shard, error),
      poolsToPay: () => readPoolsToPay(knex),
      payWaiting: (pool) => payWaiting(working, pool),
      async takeUpHeld() {
        if (!(await isAnyHeld(knex))) return;
        after = await transact(knex, dialect, (trx) => takeUpHeld(trx, clock.now(), after));
      },
    });
    const dependencies: ClubDependencies = {
      ...{ clock, newId, members, sourceOf, db },
      clockSkew: readClockSkew(setting('clockSkewSeconds')),
      recordInTransaction: transactions.runAsOne,
      inTransaction: transactions.run,
      newDocumentId: () => host.newDocumentId(MISSION_UID),
      scaleOf: async (currency) => (await rules.rulebook()).currency(currency)?.scale,
      onRecorded: worker.kick,
      onFunded: worker.kick,
      ...outside(transactions, 'club', { decideDue: async () => (rewardsClub ? worker.decideDue() : null) }),
    };
    const club: ClubService = createClub(dependencies);
    return {
      club,
      saveMission: (input: MissionInput, expected: Expected) => saveMission(dependencies, input, expected),
      clubWorker: { ...worker, isOn: rewardsClub },
    };
  },
  start: ({ clubWorker }) => {
    if (clubWorker.isOn) clubWorker.start();
  },
  stop: ({ clubWorker }) => clubWorker.stop(),
  endpoints: { club: CLUB_ENDPOINTS },
  controllers: {
    club: ({ knex, clock, strapi }, { club, saveMission: save, clubWorker, rules }) =>
      clubController({
        ...{ db: knex, clock, club, saveMission: save, isOn: clubWorker.isOn, log: strapi.log },
        scaleOf: async (currency) => (await rules.rulebook()).currency(currency)?.scale,
      }),
  },
  services: { club: (_, { club }) => club },
  async setUp({ knex, dialect, strapi }) {
    await ensureShards(knex);
    for (const warning of await guardTables(knex, dialect, CLUB_GUARDS)) strapi.log.warn(`Rewards: ${warning}.`);
  },
});
