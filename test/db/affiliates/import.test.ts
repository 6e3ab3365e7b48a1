/** C13: affiliate events from files, over a real database. */
import { Readable } from 'node:stream';

import type { AffiliateImportCounts, AffiliateImportOptions } from '../../../server/contract';
import { describeOnEveryEngine } from '../../support/engines';
import { type AffiliateClub, openAffiliateClub, SYSTEM } from './affiliate-club';

const LINES = 20_000;
const ACTOR = { id: 'host:import', name: 'Nightly import' };

describeOnEveryEngine('an import of affiliate events', (engine) => {
  let open: AffiliateClub;

  beforeAll(async () => {
    open = await openAffiliateClub(engine);
    await open.affiliates.switchSystem({ system: SYSTEM.code, on: false, actor: ACTOR });
    await open.link('spring', { pid: 'p-7' });
  });
  afterAll(() => open.close());

  const importOf = (text: string | Iterable<string>, more: Partial<AffiliateImportOptions> = {}) =>
    open.affiliates.importEvents(Readable.from(typeof text === 'string' ? [text] : text), {
      ...{ format: 'jsonl', system: SYSTEM.code, actor: ACTOR },
      ...more,
    });
  const countEvents = async () => Number((await open.knex('rewards_affiliate_events').count({ n: '*' }))[0]!.n);
  const eventOf = async (externalId: string) => {
    const row = (await open.knex('rewards_affiliate_events').where({ external_id: externalId }).first()) as
      { readonly id: string; readonly actor_id: string } | undefined;
    return { ...(await open.affiliates.get(row!.id))!, actor: row!.actor_id };
  };
  function* history(prefix: string, from = 0, to = LINES): Generator<string> {
    for (let i = from; i < to; i += 1) {
      const event = { externalId: `${prefix}${i}`, type: 'deposit', link: 'spring', userId: `u${i % 500}` };
      yield `${JSON.stringify({ ...event, payload: { amount: `${i}.05`, currency: 'EUR' } })}\n`;
    }
  }

  it('F1 records 20,000 lines in bulks, tells how far it is, and none of them twice', async () => {
    const told: AffiliateImportCounts[] = [];
    const summary = await importOf(history('a'), { onProgress: (counts) => told.push(counts) });
    const all = { lines: LINES, recorded: LINES, replayed: 0, refused: 0, badLines: 0 };
    expect(summary).toEqual({ ...all, problems: [] });
    expect(told.map(({ lines }) => lines)).toEqual(Array.from({ length: 20 }, (_, i) => (i + 1) * 1_000));
    expect(told.at(-1)).toEqual(all);
    expect(await countEvents()).toBe(LINES);
    expect(await eventOf('a19999')).toMatchObject({
      ...{ amount: '19999.05', currency: 'EUR', status: 'pending', subject: 'u499', actor: ACTOR.id },
      link: { externalId: 'spring', pid: 'p-7' },
    });
    expect(await importOf(history('a'))).toEqual({ ...all, recorded: 0, replayed: LINES, problems: [] });
    expect(await countEvents()).toBe(LINES);
  });

  it('F1 goes on where it was broken off, once it is begun anew', async () => {
    const before = await countEvents();
    function* broken() {
      yield* history('b', 0, 2_500);
      throw new Error('the disk is gone');
    }
    await expect(importOf(broken())).rejects.toThrow('the disk is gone');
    expect(await countEvents()).toBe(before + 2_000);
    expect(await importOf(history('b', 0, 3_000))).toMatchObject({ lines: 3_000, recorded: 1_000, replayed: 2_000 });
  });

  it('tells what is wrong with a line by its number, and records the others', async () => {
    const before = await countEvents();
    const summary = await importOf(
      [
        '{"externalId":"c1","type":"ggr","payload":{"amount":1.50}}',
        '',
        'nonsense',
        '{"externalId":"c2","type":"ggr","amount":"1"}',
        '{"externalId":"c3","type":""}',
        '{"externalId":"c4","type":"ggr","link":"autumn"}',
        '{"externalId":"c1","type":"bonus"}',
        '{"externalId":"c5","type":"ggr","system":"nowhere"}',
        '{"externalId":"c6","type":"ggr","actor":"somebody"}',
        '{"externalId":"c7","type":"ggr","payload":{"amount":12345678901234567890.123456789}}',
      ].join('\n'),
    );
    expect(summary).toMatchObject({ lines: 9, recorded: 2, replayed: 0, refused: 4, badLines: 3 });
    expect(summary.problems.map(({ line, error }) => [line, error.code, error.message])).toEqual([
      [3, 'INVALID_INPUT', 'line: is no JSON object.'],
      [4, 'INVALID_INPUT', 'line: has a field that no event has: "amount".'],
      [5, 'INVALID_INPUT', 'type: must not be empty.'],
      [6, 'LINK_NOT_FOUND', expect.any(String)],
      [7, 'EVENT_CONFLICT', expect.any(String)],
      [8, 'SYSTEM_NOT_FOUND', expect.any(String)],
      [9, 'INVALID_INPUT', 'line: has a field that no event has: "actor".'],
    ]);
    expect(await countEvents()).toBe(before + 2);
    expect((await eventOf('c1')).amount).toBe('1.50');
    expect((await eventOf('c7')).amount).toBe('12345678901234567890.123456789');
  });

  it('lists 1,000 problems and counts all of them', async () => {
    const summary = await importOf('nonsense\n'.repeat(1_500));
    expect([summary.badLines, summary.problems.length, summary.problems.at(-1)!.line]).toEqual([1_500, 1_000, 1_000]);
  });

  it('reads CSV by its heading, and members by their external ids', async () => {
    const { documentId } = await open.members.ensure({ externalId: 'customer, 1' });
    const csv = [
      'externalId,type,memberExternalId,payload',
      'd1,registration,"customer, 1",',
      'd2,deposit,,"{""amount"":""7.10"",""currency"":""sek""}"',
    ].join('\r\n');
    expect(await importOf(csv, { format: 'csv' })).toMatchObject({ recorded: 2, problems: [] });
    expect(await eventOf('d1')).toMatchObject({ member: documentId, amount: null });
    expect(await eventOf('d2')).toMatchObject({ amount: '7.10', currency: 'SEK' });
  });

  it('holds no more than a few megabytes of events, however long they are', async () => {
    const body = 'x'.repeat(60_000);
    const told: number[] = [];
    const lines = Array.from(
      { length: 150 },
      (_, i) => `${JSON.stringify({ externalId: `e${i}`, type: 'bonus', requestBody: body })}\n`,
    );
    const summary = await importOf(lines, { onProgress: (counts) => told.push(counts.lines) });
    expect([summary.recorded, told]).toEqual([150, [70, 140, 150]]);
  });

  it.each<[string | undefined, string, object]>([
    ['format', 'INVALID_INPUT', { format: 'xml' }],
    ['actor', 'INVALID_INPUT', { actor: 'me' }],
    ['dryRun', 'INVALID_INPUT', { dryRun: true }],
    ['text', 'INVALID_INPUT', { format: 'csv' }],
    [undefined, 'SYSTEM_NOT_FOUND', { system: 'nowhere' }],
  ])('refuses what it cannot work with, before anything is recorded: %s', async (field, code, more) => {
    const before = await countEvents();
    await expect(importOf(history('f', 0, 2), more)).rejects.toMatchObject({ code, details: field ? { field } : {} });
    expect(await countEvents()).toBe(before);
  });
});
