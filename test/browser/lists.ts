/** A club with something in every list of the admin, and where each list is. */
import {
  type AffiliatesService,
  type BulkInput,
  type ClubService,
  endpointUrl,
  type PostAdjustmentInput,
  type ReconciliationService,
  type RedemptionService,
} from '../../server/contract';
import type { OpenClub } from './club';
import { damage } from './reconciliation-damage';

const ROOT = '/admin/plugins/rewards';
const REASON = 'Agreed with the customer on the telephone';
const TODAY = new Date().toISOString().slice(0, 10);
/** Two lines of events that a system has, as yet unsent, and one that nobody knows. */
const STATEMENT = 'id,amount\n1,123456789012.50\n2,5\nnobody,9007199254740991.25\n';

/** Puts rows into the lists that a club has empty. */
export async function fillLists({ app, club: { idOf }, token }: OpenClub): Promise<void> {
  const rewards = app.strapi.plugin('rewards');
  const post = async (endpoint: 'postAdjustment' | 'postBatch' | 'compareAffiliateEvents', body: object) => {
    const { status } = await app.request(endpointUrl(endpoint), { method: 'POST', token, body });
    expect(status).toBe(200);
  };
  for (const orderId of ['2026-11-27/000000004711', '4712', '4713']) {
    const order = { member: idOf.ada!, orderId, orderAmount: '100', amount: '10' };
    await rewards.service<RedemptionService>('redemption').hold(order);
  }
  await rewards.service<RedemptionService>('redemption').capture({ orderId: '4712' });
  for (const [index, member] of [idOf.ada!, idOf.grace!].entries()) {
    const adjustment = { member, currency: 'points', amount: '25', reason: REASON, idempotencyKey: `adjust-${index}` };
    await post('postAdjustment', adjustment satisfies Omit<PostAdjustmentInput, 'actor'>);
  }
  const csv = `member,currency,amount,reason\np1,points,5,${REASON}\np2,points,6,${REASON}`;
  await post('postBatch', { csv, idempotencyKey: 'batch-1' } satisfies BulkInput);
  const affiliates = rewards.service<AffiliatesService>('affiliates');
  await affiliates.saveSystem({ code: 'tracker', name: 'Tracker', template: { url: 'https://tracker.example' } });
  await affiliates.switchSystem({ system: 'tracker', on: false, actor: { id: 'host:test' } });
  for (const externalId of ['1', '2', '3']) {
    await affiliates.record({ system: 'tracker', externalId, type: 'deposit', payload: { amount: '123456789012.50' } });
  }
  const days = { startDate: TODAY, endDate: TODAY };
  const mapping = { match: 'externalId', idColumn: 'id', amountColumn: 'amount', currency: 'EUR' };
  for (const fileName of ['january.csv', 'a-second-file-of-the-same-month.csv']) {
    await post('compareAffiliateEvents', { system: 'tracker', ...days, mapping, fileName, csv: STATEMENT });
  }
  const club = rewards.service<ClubService>('club');
  await club.createPool({ code: 'spring', name: 'Spring', currency: 'points' });
  for (const key of ['1', '2', '3']) {
    await club.fundPool({ pool: 'spring', amount: '123456789012', reason: REASON, idempotencyKey: key });
  }
  const definition = { trigger: 'order.paid', rewards: [{ kind: 'amount', currency: 'points', amount: '5' }] } as const;
  await club.saveMission({ code: 'orders', name: 'Orders', definition });
  for (const externalId of ['1', '2']) {
    await club.record({ source: 'site', externalId, type: 'visit', memberExternalId: 'nobody' });
  }
  await damage({ app, club: { idOf } } as OpenClub);
  await rewards.service<ReconciliationService>('reconciliation').run({ type: 'full' });
  await app.request(endpointUrl('runTask', { task: 'repair-projections' }), { method: 'POST', token });
}

export interface List {
  readonly name: string;
  readonly address: string;
  /** What its table is called. */
  readonly table: string;
  /** Headings that sort, in their order. */
  readonly sorts: readonly string[];
  /** Where the keyboard stops in a row that has all of them. */
  readonly stops: readonly RegExp[];
  /** The address of what a row opens. */
  readonly opens?: RegExp;
  /** What a row can be asked to do. */
  readonly acts?: RegExp;
}

const copy = /^Copy \w+$/;
/** Of an id that leads nowhere, which is its own button. */
const copyShown = /^…(\w{6}): copy \w+\1$/;

/** Every list of the admin. */
export const listsOf = ({ idOf }: OpenClub['club']): readonly List[] => [
  {
    name: 'members',
    address: `${ROOT}/members`,
    table: 'Members',
    sorts: ['Member', 'Points', 'Reputation', 'Badges', 'Last seen'],
    stops: [/^(Ada Lovelace|Anonymised member)$/],
    opens: /\/members\/\w+$/,
  },
  {
    name: 'the ledger',
    address: `${ROOT}/ledger`,
    table: 'Transaction ledger',
    sorts: ['Entry', 'Member', 'Type', 'Amount', 'Lot', 'Posted'],
    stops: [/^…\w{6}$/, copy, /^Person 02$/, copyShown],
    opens: /\/ledger\/\w+$/,
  },
  {
    name: 'a member’s own ledger',
    address: `${ROOT}/members/${idOf.ada!}`,
    table: 'Ledger',
    sorts: ['Type', 'Amount', 'When'],
    stops: [/^…\w{6}$/, copy],
    opens: /\/ledger\/\w+$/,
  },
  {
    name: 'adjustments',
    address: `${ROOT}/adjustments`,
    table: 'Posted adjustments',
    sorts: ['Member', 'Amount', 'When'],
    stops: [/^(Grace|Person)/, /^…\w{6}$/, copy],
    opens: /\/(ledger|members)\/\w+$/,
  },
  {
    name: 'bulk adjustments',
    address: `${ROOT}/adjustments/bulk`,
    table: 'Bulk adjustments so far',
    sorts: [],
    stops: [copyShown, /^Reverse$/],
    acts: /^Reverse$/,
  },
  {
    name: 'redemptions',
    address: `${ROOT}/redemptions`,
    table: 'Redemption attempts',
    sorts: [],
    stops: [/^Ada Lovelace$/, /^Hold of order 4713/, /^Capture order 4713$/, /^Release order 4713$/],
    opens: /\/(ledger|members)\/\w+$/,
    acts: /^Capture order 4713$/,
  },
  {
    name: 'club events',
    address: `${ROOT}/club-events`,
    table: 'Events',
    sorts: [],
    stops: [/^visit$/],
    opens: /\/club-events\/\w{26}$/,
  },
  {
    name: 'missions',
    address: `${ROOT}/missions`,
    table: 'Missions',
    sorts: [],
    stops: [/^Orders$/],
    opens: /\/missions\/orders$/,
  },
  {
    name: 'pools',
    address: `${ROOT}/pools`,
    table: 'Pools',
    sorts: [],
    stops: [/^Spring$/],
    opens: /\/pools\/spring$/,
  },
  {
    name: 'affiliate events',
    address: `${ROOT}/affiliate-events`,
    table: 'Affiliate events',
    sorts: [],
    stops: [/^Select event \w{26}$/, /^\w{26}$/, /^Copy \w{26}$/],
    opens: /\/affiliate-events\/\w{26}$/,
  },
  {
    name: 'affiliate systems',
    address: `${ROOT}/affiliate-systems`,
    table: 'Affiliate systems',
    sorts: [],
    stops: [/^Tracker$/],
    opens: /\/affiliate-systems\/tracker$/,
  },
  {
    name: 'affiliate comparisons',
    address: `${ROOT}/affiliate-comparisons`,
    table: 'Affiliate comparisons',
    sorts: [],
    stops: [/UTC$/],
    opens: /\/affiliate-comparisons\/\w{26}$/,
  },
  {
    name: 'discrepancies',
    address: `${ROOT}/reconciliation`,
    table: 'Discrepancies',
    sorts: ['Kind', 'Severity', 'Member', 'Difference', 'Last seen'],
    stops: [/^Select Broken chain: Person 0\d$/, /^Broken chain: Person 0\d$/, /^Person 0\d$/],
    opens: /\/discrepancies\/\w+$/,
  },
  {
    name: 'runs of reconciliation',
    address: `${ROOT}/reconciliation/runs`,
    table: 'Runs',
    sorts: [],
    stops: [/: discrepancies seen by this run$/, /^CSV/, /^JSON/],
    opens: /\/reconciliation\?run=\w+&status=all#discrepancies$/,
  },
  {
    name: 'tasks',
    address: `${ROOT}/tasks`,
    table: 'Scheduled tasks',
    sorts: [],
    stops: [/^Runs of /, /^Run now: /],
    opens: /\/tasks\?task=[\w-]+$/,
  },
];

const NAMED = listsOf({ idOf: {} } as OpenClub['club']);

/** What they are called, for the names of tests, which are made before there is a club; and those that can be sorted. */
export const LIST_NAMES = NAMED.map(({ name }) => name);
export const SORTED_LIST_NAMES = NAMED.filter(({ sorts }) => sorts.length > 0).map(({ name }) => name);
