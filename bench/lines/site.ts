/** What a site asks over HTTP, at a million rows and a hundred thousand members, beside what Strapi asks of itself. */
import { permit, signUp } from '../../test/http/site-visitors';
import { type Bench, CURRENCY } from '../bench';
import { type Contender, type Figure, milliseconds, takeTurns } from '../measure';
import type { Line } from '../report';
import type { LargeDirectory } from './large-directory';

const USERS_ME = '(g) GET /api/users/me';
const ARTICLE_OF_USER = '(h) the same article, its users-permissions author populated';

/** The lines that have an aim. */
export const SITE = {
  profile: 'site: a public profile',
  me: 'site: me',
  board: 'site: a page of the leaderboard',
  month: 'site: a page of the month’s leaderboard',
  author: 'site: an article with its author',
} as const;

const MEMBER_ACTIONS = ['find', 'history'].map((name) => `me.${name}`);

/** Those who read, each of them signed in as somebody of their own. */
const IN_FLIGHT = 64;

export async function siteLines(bench: Bench, { members }: LargeDirectory): Promise<Line[]> {
  const { strapi, knex } = bench;
  bench.say('site: half of the members show themselves');
  // The bench's own shortcut: a hundred thousand choices one by one would take longer than all that is measured.
  await knex('rewards_members').whereRaw('id % 2 = 0').update({ public_profile: true, leaderboard: true });
  const articles = ['find', 'findOne'].map((name) => `api::article.article.${name}`);
  const everybody = [...articles, 'member.find', 'leaderboard.find', 'plugin::users-permissions.user.find'];
  await permit(strapi, 'public', everybody);
  await permit(strapi, 'authenticated', [...everybody, ...MEMBER_ACTIONS, 'plugin::users-permissions.user.me']);
  const user = await signUp(strapi, 'reader');
  const shown = (await knex('rewards_members')
    .select('document_id', 'handle')
    .where('public_profile', true)
    .orderBy('id')
    .first()) as {
    document_id: string;
    handle: string;
  };
  const own = members[1]!;
  await knex('rewards_members').where('document_id', own).update({ site_user: user.documentId });
  const { documentId: article } = (await strapi.documents('api::article.article').create({
    data: { title: 'Of a member', memberFromAfar: shown.document_id, userFromAfar: user.documentId } as never,
    status: 'published',
  })) as unknown as { documentId: string };

  const ask = (path: string, token?: string) => async (): Promise<void> => {
    const { status, body } = await bench.app.request(`/api${path}`, { token });
    if (status !== 200) throw new Error(`GET ${path} was answered with ${String(status)}: ${JSON.stringify(body)}`);
  };
  const asked = (name: string, path: string, token?: string): Contender => ({
    name,
    run: () => milliseconds(ask(path, token)),
  });
  const board = `/rewards/leaderboards/${CURRENCY}`;
  const contenders = [
    asked(USERS_ME, '/users/me', user.token),
    asked(ARTICLE_OF_USER, `/articles/${article}?populate=userFromAfar`),
    asked(SITE.profile, `/rewards/members/${shown.handle}`),
    asked(SITE.me, '/rewards/me', user.token),
    asked(SITE.board, board),
    asked(SITE.month, `${board}?period=month`),
    asked(SITE.author, `/articles/${article}?populate=memberFromAfar`),
  ];
  const figures = await takeTurns(contenders, bench.options.rounds * 4, { inFlight: 1, seconds: 0 });
  const line = (name: string, floor: string): Line => ({
    name,
    figure: figures.get(name)!,
    unit: 'ms',
    floor: { name: floor, figure: figures.get(floor)! },
  });
  return [
    ...[SITE.profile, SITE.me, SITE.board, SITE.month].map((name) => line(name, USERS_ME)),
    line(SITE.author, ARTICLE_OF_USER),
    await crowd(bench, [
      ask(`/rewards/members/${shown.handle}`),
      ask('/rewards/me', user.token),
      ask('/rewards/me/history', user.token),
      ask(board),
      ask(`/articles/${article}?populate=memberFromAfar`),
    ]),
  ];
}

/** How long the slowest one in a hundred waits where many read at the same time. */
async function crowd(bench: Bench, reads: readonly (() => Promise<void>)[]): Promise<Line> {
  const took: number[] = [];
  const until = performance.now() + bench.options.seconds * bench.options.rounds * 1_000;
  let next = 0;
  const reader = async (): Promise<void> => {
    while (performance.now() < until) {
      const read = reads[(next += 1) % reads.length]!;
      took.push(await milliseconds(read));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, reader));
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!;
  const figure: Figure = { median: at(0.99), lowest: at(0.5), highest: at(1) };
  return {
    name: `site: p99 of ${String(IN_FLIGHT)} in flight, mixed (range: median … slowest)`,
    figure,
    unit: 'ms',
    floor: null,
  };
}
