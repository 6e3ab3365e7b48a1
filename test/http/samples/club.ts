import { type ClubEndpointTypes, type ClubService } from '../../../server/contract';
import type { Samples, SampleWorld } from './sample';

const clubOf = ({ open }: SampleWorld): ClubService => open.strapi.plugin('rewards').service<ClubService>('club');

/** Records an event of nobody whom the club knows; answers its id. */
const recorded = async (world: SampleWorld): Promise<string> => {
  const event = { source: 'sample', externalId: world.open.key(), type: 'sample', memberExternalId: 'nobody' };
  return (await clubOf(world).record(event)).event.id;
};

const missionOf = async ({ open }: SampleWorld) => ({
  name: 'Sample',
  definition: {
    trigger: 'sample',
    rewards: [{ kind: 'amount' as const, currency: await open.currency(), amount: '1' }],
  },
});

/** Makes a pool; answers its code. */
async function pool(world: SampleWorld): Promise<string> {
  const code = world.open.key();
  await clubOf(world).createPool({ code, name: 'Sample', currency: await world.open.currency() });
  return code;
}

export const CLUB_SAMPLES: Samples<keyof ClubEndpointTypes> = {
  getClub: () => ({}),
  listClubEvents: () => ({}),
  exportClubEvents: () => ({}),
  getClubFigures: () => ({}),
  getClubEvent: async (world) => ({ path: { event: await recorded(world) } }),
  listMissions: () => ({}),
  createMission: async (world) => ({ body: { code: world.open.key(), ...(await missionOf(world)) } }),
  async saveMission(world) {
    const code = world.open.key();
    await clubOf(world).saveMission({ code, ...(await missionOf(world)) });
    return { path: { code }, body: await missionOf(world) };
  },
  async changeMission(world) {
    const code = world.open.key();
    await clubOf(world).saveMission({ code, ...(await missionOf(world)) });
    return { path: { code }, body: { act: 'activate' } };
  },
  listPools: () => ({}),
  createPool: async (world) => ({
    body: { code: world.open.key(), name: 'Sample', currency: await world.open.currency() },
  }),
  getPool: async (world) => ({ path: { pool: await pool(world) } }),
  movePool: async (world) => ({
    path: { pool: await pool(world) },
    body: { move: 'fund', amount: '5', reason: 'A sample of the tests', idempotencyKey: world.open.key() },
  }),
};
