/** A club over a real database: a ledger with the services and a few helpers that its tests share. */
import type {
  ClubEventDetailDto,
  ClubEventInput,
  ClubService,
  MissionDefinition,
  MissionInput,
  PayoutDto,
} from '../../../server/contract';
import type { Engine } from '../../support/engines';
import { openLedger, type OpenLedger, type OpenOptions } from '../../support/ledger';

export interface OpenClub extends OpenLedger {
  readonly club: ClubService;
  /** An event that no other call has made. */
  event(more?: Partial<ClubEventInput>): ClubEventInput;
  /** Makes a mission that pays 10 for each event of a type of its own, unless it says something else, and activates it. */
  mission(definition?: Partial<MissionDefinition>, more?: Partial<MissionInput>): Promise<MissionInput>;
  /** Records an event, has all decided, and answers what became of it. */
  decided(event: ClubEventInput): Promise<ClubEventDetailDto>;
  detail(id: string): Promise<ClubEventDetailDto>;
  balance(member: string): Promise<string>;
  /** The code of the currency that missions pay in; it has two decimals. */
  readonly points: string;
}

let counter = 0;
const next = () => (counter += 1);

export async function openClub(engine: Engine, options: OpenOptions = {}): Promise<OpenClub> {
  const open = await openLedger(engine, options);
  const club = open.strapi.plugin('rewards').service<ClubService>('club');
  const points = await open.currency({ scale: 2 });

  const detail = async (id: string): Promise<ClubEventDetailDto> => {
    const found = await club.get(id);
    if (!found) throw new Error(`There is no event ${id}.`);
    return found;
  };
  return {
    ...open,
    club,
    points,
    detail,
    event: (more = {}) => ({ source: 'shop', externalId: `event-${next()}`, type: 'order.paid', ...more }),
    async mission(definition = {}, more = {}) {
      const input: MissionInput = {
        ...{ code: `mission-${next()}`, name: 'A mission' },
        ...more,
        definition: {
          trigger: `type-${next()}`,
          rewards: [{ kind: 'amount', currency: points, amount: '10' }],
          ...definition,
        },
      };
      await club.saveMission(input);
      await club.changeMission({ code: input.code, act: 'activate', at: new Date(open.clock.now() - 90 * 86_400_000) });
      return input;
    },
    async decided(event) {
      const { event: recorded } = await club.record(event);
      await club.decideDue();
      return detail(recorded.id);
    },
    balance: async (member) => (await open.ledger.balance({ member, currency: points })).balance,
  };
}

/** What of a payout says how it went. */
export const gist = ({ status, reason, amount }: PayoutDto) => ({ status, reason, amount });
export const paid = (amount: string) => ({ status: 'paid', reason: null, amount });
