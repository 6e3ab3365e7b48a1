/** L40: no endpoint takes another spelling for an id. */
import { ENDPOINTS, endpointUrl, type EndpointName, type HttpErrorDto, pathParameters } from '../../server/contract';
import { describeOnEveryEngine } from '../support/engines';
import { openLedger, type OpenLedger } from '../support/ledger';
import { otherSpellings } from '../support/spellings';
import { type Sample, SAMPLE_ENV, SAMPLES, sampleWorld, type SampleWorld } from './samples';

const NAMES = Object.keys(ENDPOINTS) as EndpointName[];
const UNKNOWN = 'unknown-1';

/** The fields of a body that name something. */
const NAMING = ['member', 'currency', 'badge', 'discrepancies'] as const;

/** The filters of lists that name something: whatever they hold, the answer is a list. */
const FILTERS: readonly (readonly [EndpointName, field: string, of: 'member' | 'currency' | 'order'])[] = [
  ['listLedgerEntries', 'member', 'member'],
  ['listLedgerEntries', 'currency', 'currency'],
  ['exportLedger', 'member', 'member'],
  ['exportLedger', 'currency', 'currency'],
  ['listExpiringLots', 'currency', 'currency'],
  ['listDueHolds', 'currency', 'currency'],
  ['findMembers', 'member', 'member'],
  ['listAdjustments', 'member', 'member'],
  ['listRedemptions', 'member', 'member'],
  ['listRedemptions', 'orderId', 'order'],
  ['listDiscrepancies', 'member', 'member'],
];

describeOnEveryEngine('ids in requests', (engine) => {
  let open: OpenLedger;
  let world: SampleWorld;
  let token: string;

  beforeAll(async () => {
    open = await openLedger(engine, { env: SAMPLE_ENV });
    world = await sampleWorld(open);
    token = await open.app.adminToken();
  });
  afterAll(() => open.close());

  /** Status and answer, without what names the request itself. */
  async function answerTo(name: EndpointName, { path, query, body }: Sample, id: string): Promise<string> {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const { method } = ENDPOINTS[name];
    const address = endpointUrl(name, path) + search;
    const { status, body: answer } = await open.app.request<HttpErrorDto>(address, {
      ...{ method, token },
      ...(body ? { body } : {}),
    });
    return JSON.stringify([status, answer]).replaceAll(JSON.stringify(id).slice(1, -1), '<id>');
  }

  const inPath = NAMES.flatMap((name) => pathParameters(name).map((parameter) => [name, parameter] as const));
  it.each(inPath)('L40 %s finds nothing by another spelling of :%s', async (name, parameter) => {
    const sample = await SAMPLES[name](world);
    const ask = (id: string) => answerTo(name, { ...sample, path: { ...sample.path, [parameter]: id } }, id);
    const unknown = await ask(UNKNOWN);
    expect(unknown).toContain('[404,');
    for (const [how, spelling] of otherSpellings(sample.path?.[parameter] ?? '')) {
      expect([how, withoutLength(await ask(spelling), unknown)]).toEqual([how, unknown]);
    }
  });

  it.each(NAMES)('L40 %s finds nothing by another spelling of what its body names', async (name) => {
    const sample = await SAMPLES[name](world);
    const body = (sample.body ?? {}) as Readonly<Record<string, string | readonly string[]>>;
    for (const field of NAMING) {
      const given = body[field];
      if (given === undefined) continue;
      const id = typeof given === 'string' ? given : (given[0] ?? '');
      const ask = (other: string) =>
        answerTo(name, { ...sample, body: { ...body, [field]: typeof given === 'string' ? other : [other] } }, other);
      const unknown = await ask(UNKNOWN);
      for (const [how, spelling] of otherSpellings(id)) {
        expect([field, how, withoutLength(await ask(spelling), unknown)]).toEqual([field, how, unknown]);
      }
    }
  });

  it.each(FILTERS)('L40 %s lists nothing by another spelling of its %s', async (name, field, of) => {
    const { path, body } = await SAMPLES.holdRedemption(world);
    const { orderId } = body as { readonly orderId: string };
    await answerTo('holdRedemption', { path, body }, '');
    const id = { member: world.member, currency: world.currency, order: orderId }[of];
    const ask = (other: string) => answerTo(name, { query: { [field]: other } }, other);
    const unknown = await ask(UNKNOWN);
    for (const [how, spelling] of otherSpellings(id)) {
      expect([how, withoutLength(await ask(spelling), unknown)]).toEqual([how, unknown]);
    }
  });
});

/** What is too long after all is refused before it is looked for, which is as good as not found. */
const withoutLength = (answer: string, unknown: string): string =>
  answer.includes('"INVALID_INPUT"') && answer.includes('characters') ? unknown : answer;
