/** A directory of people made up for a test: with ties in every column, names in several scripts, and some without one. */
import { documents } from '../db/content';
import type { OpenLedger } from '../support/ledger';

export interface Someone {
  readonly id: string;
  readonly name: string | null;
  readonly handle: string | null;
  readonly email: string | null;
  readonly points: number;
  readonly reputation: number;
  readonly badges: number;
  readonly lastSeenAt: string | null;
}

export interface People {
  readonly points: string;
  readonly reputation: string;
  readonly badges: readonly string[];
  readonly listed: readonly Someone[];
  /** Nothing has ever happened to them. */
  readonly unlisted: readonly string[];
}

const NAMES = [
  ...['Åsa Öberg', 'asa oberg', 'Zoë', 'ZOE', 'Grace Hopper', 'ada lovelace', 'Ada Lovelace', 'Ærø', 'Ευρυδίκη'],
  ...['李雷', '100% Wool', 'under_score', "Robert'); DROP TABLE rewards_members;--", 'a!b', 'back\\slash', '  blank'],
  ...['Muße', 'MUSSE', null, null, 'Иван', '=SUM(A1)', 'Ada Lovelace', '😀 Smile', null],
];

export async function makeBadge(open: OpenLedger, name: string): Promise<string> {
  const code = open.key();
  await documents(open, 'badge').create({ data: { code, name } });
  return code;
}

export async function makePeople(open: OpenLedger): Promise<People> {
  const points = await open.currency({ code: 'points', name: 'Points', scale: 2 });
  const reputation = await open.currency({ code: 'fame', name: 'Reputation', drivesLevels: true, risingOnly: true });
  const badges = [await makeBadge(open, 'First'), await makeBadge(open, 'Second'), await makeBadge(open, 'Third')];
  const listed: Someone[] = [];
  for (const [i, name] of NAMES.entries()) {
    const handle = i % 4 === 1 ? `handle${i % 8}-${i}` : null;
    const email = i % 3 === 0 ? `Person${i}@Example.com` : null;
    const { documentId: id } = await open.members.ensure({
      externalId: open.key(),
      ...(name === null ? {} : { name }),
      ...(handle === null ? {} : { handle }),
      ...(email === null ? {} : { email }),
    });
    const someone = {
      ...{ id, name, handle, email },
      points: i % 5 === 4 ? 0 : (i * 7) % 4,
      reputation: i % 6 === 5 ? 0 : (i * 5) % 3,
      badges: i % 4 === 3 ? 0 : i % 3,
      lastSeenAt: i % 3 === 2 ? null : open.clock.iso(-1000 * (i % 4)),
    };
    await give(open, someone, { points, reputation, badges });
    listed.push(someone);
  }
  return { points, reputation, badges, listed, unlisted: [await open.member(), await open.member()] };
}

async function give(open: OpenLedger, someone: Someone, world: Pick<People, 'points' | 'reputation' | 'badges'>) {
  const grant = (currency: string, amount: number) =>
    open.ledger.grant({ member: someone.id, currency, amount: String(amount), idempotencyKey: open.key() });
  if (someone.points > 0) await grant(world.points, someone.points);
  if (someone.reputation > 0) await grant(world.reputation, someone.reputation);
  for (const badge of world.badges.slice(0, someone.badges)) await open.members.award({ member: someone.id, badge });
  if (someone.lastSeenAt !== null) {
    await documents(open, 'member').update({
      documentId: someone.id,
      data: { lastSeenAt: someone.lastSeenAt },
    });
  }
  if (someone.points + someone.reputation + someone.badges === 0 && someone.lastSeenAt === null) {
    // An account that was emptied again is activity all the same.
    await grant(world.points, 1);
    await open.ledger.deduct({
      member: someone.id,
      currency: world.points,
      amount: '1',
      idempotencyKey: open.key(),
    });
  }
}
