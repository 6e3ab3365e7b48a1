/** V6. Members made of the users that a site had before the plugin, by the task that does it. */
import type { TaskRunDto, TasksService } from '../../server/contract';
import type { Bench } from '../bench';
import { figureOf, milliseconds } from '../measure';
import type { Line } from '../report';

export const BACKFILL = 'backfill';
/** As many as the issue has. */
const USERS = 200_000;
const USERS_WHEN_QUICK = 10_000;
const ROWS_OF_A_STATEMENT = 400;
const PLAIN = 'bench_plain_members';

/** Needs a Strapi with `members: 'every-user'` and no user yet. */
export async function backfillLines(bench: Bench): Promise<Line[]> {
  const { strapi, knex, options, say } = bench;
  const users = options.quick ? USERS_WHEN_QUICK : USERS;
  say(`backfill: ${String(users)} users of the site`);
  const table = strapi.db.metadata.get('plugin::users-permissions.user').tableName;
  // Past Strapi, which would have each of them followed at once.
  const rowOf = (i: number) => ({
    document_id: `bench-user-${String(i)}`,
    username: `reader-${String(i)}`,
    email: `reader-${String(i)}@bench.test`,
    confirmed: true,
  });
  await knex.batchInsert(
    table,
    Array.from({ length: users }, (_, i) => rowOf(i)),
    ROWS_OF_A_STATEMENT,
  );

  await knex.schema.createTable(PLAIN, (plain) => {
    plain.increments('id');
    plain.string('site_user', 40).unique();
    plain.string('handle', 100).index();
    plain.string('email', 254).index();
    plain.text('search_text');
  });
  const plainOf = (i: number) => {
    const { document_id: user, username: handle, email } = rowOf(i);
    return { site_user: user, handle, email, search_text: `${handle}\n${email}` };
  };
  const floor = await milliseconds(() =>
    knex.batchInsert(
      PLAIN,
      Array.from({ length: users }, (_, i) => plainOf(i)),
      ROWS_OF_A_STATEMENT,
    ),
  );
  let run: TaskRunDto | undefined;
  const took = await milliseconds(async () => {
    run = await strapi.plugin('rewards').service<TasksService>('tasks').run('follow-users', { wait: true });
  });
  if (run?.status !== 'succeeded' || run.counts.made !== users)
    throw new Error(`Not all were made: ${JSON.stringify(run)}`);
  return [
    {
      name: `${BACKFILL}: ${users.toLocaleString('en-US')} users of the site become members`,
      figure: figureOf([took / 1_000]),
      unit: 's',
      floor: {
        name: `(i) plain rows with three indexes, ${String(ROWS_OF_A_STATEMENT)} a statement`,
        figure: figureOf([floor / 1_000]),
      },
    },
  ];
}
