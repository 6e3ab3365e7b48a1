/**
 * What a stranger's project says of the plugin: run by `fresh.test.ts` with that project as its folder, so that every package is the
 * project's own. Prints one line of JSON behind `probe:`.
 *
 *   node probe.cjs use       boots with the plugin, runs the README's examples, asks over HTTP
 *   node probe.cjs leftover  boots without it and says which of its tables are there, and how many rows the ledger has
 */
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

const project = process.cwd();
const requireThere = createRequire(path.join(project, 'package.json'));
const EXAMPLE = /^```ts run\n([\s\S]*?)^```$/gm;
const EXPECTATION = /^(.+); \/\/ → (.+)$/gm;

/** The README's examples are JavaScript as well as TypeScript, so they run as they stand. */
async function runReadme(strapi) {
  const readme = path.join(path.dirname(requireThere.resolve('strapi-plugin-rewards/package.json')), 'README.md');
  const code = [...fs.readFileSync(readme, 'utf8').matchAll(EXAMPLE)].map(([, example]) => example).join('\n');
  const program = code.replace(EXPECTATION, (_, expression, value) => `same(${expression}, ${value});`);
  const different = [];
  let compared = 0;
  const same = (given, wanted) => {
    compared += 1;
    if (JSON.stringify(given) !== JSON.stringify(wanted)) different.push({ given, wanted });
  };
  await new Function('strapi', 'same', `return (async () => {\n${program}\n})();`)(strapi, same);
  return { compared, different };
}

/** The types that Strapi generates of the project's content, into `types/generated`. */
async function generateTypes(strapi) {
  const { generators } = requireThere('@strapi/typescript-utils');
  await generators.generate({
    strapi,
    pwd: project,
    artifacts: { contentTypes: true, components: true },
    logger: { silent: true },
  });
}

const answerOf = async (response) => ({ status: response.status, body: await response.json().catch(() => null) });

const post = async (url, body, token) =>
  answerOf(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    }),
  );

const ADMINISTRATOR = {
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.com',
  password: 'Passw0rd-of-a-test',
};

/** What leaves a host's own code as a refusal, by where it is thrown and by who asks. */
async function askRefusals(url) {
  const { email, password } = ADMINISTRATOR;
  const registered = await post(`${url}/admin/register-admin`, ADMINISTRATOR);
  // There already, where the project was started before.
  const { body } = registered.status < 300 ? registered : await post(`${url}/admin/login`, { email, password });
  const editor = (title) =>
    post(`${url}/content-manager/collection-types/api::article.article`, { title }, body.data.token);
  return {
    controller: await answerOf(await fetch(`${url}/api/refused-by-rewards`)),
    hook: await post(`${url}/api/articles`, { title: 'refused by a hook' }),
    middleware: await post(`${url}/api/articles`, { title: 'refused by a middleware' }),
    editorByHook: await editor('refused by a hook'),
    editorByMiddleware: await editor('refused by a middleware'),
  };
}

async function ask(strapi) {
  strapi.server.mount();
  const server = strapi.server.httpServer;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const panel = await fetch(`${url}/admin/`);
  return {
    panel: { status: panel.status, isPage: (await panel.text()).includes('<html') },
    page: (await fetch(`${url}/rewards/adjustments`)).status,
    refusals: await askRefusals(url),
  };
}

async function use(strapi) {
  const { RewardsError } = requireThere('strapi-plugin-rewards');
  const { errors } = requireThere('@strapi/utils');
  const readme = await runReadme(strapi);
  if (fs.existsSync(path.join(project, 'tsconfig.json'))) await generateTypes(strapi);
  const refusal = await strapi
    .plugin('rewards')
    .service('ledger')
    .grant({ member: 'nobody', currency: 'credits', amount: '1.00', idempotencyKey: 'to-nobody' })
    .catch((error) => error);
  const isOfOneCopy = refusal instanceof RewardsError && refusal instanceof errors.ApplicationError;
  return { readme, isOfOneCopy, http: await ask(strapi) };
}

async function leftover(strapi) {
  const all = await strapi.db.dialect.schemaInspector.getTables();
  const tables = all.filter((name) => name.startsWith('rewards_')).sort();
  const entries = tables.includes('rewards_ledger_entries')
    ? Number((await strapi.db.connection('rewards_ledger_entries').count({ rows: '*' }))[0].rows)
    : null;
  return { isEnabled: strapi.plugins.rewards !== undefined, tables, entries };
}

async function main() {
  const { createStrapi } = requireThere('@strapi/strapi');
  const dist = path.join(project, 'dist/src');
  const strapi = await createStrapi({
    appDir: project,
    distDir: fs.existsSync(dist) ? path.join(project, 'dist') : project,
  }).load();
  try {
    const told = await { use, leftover }[process.argv[2]](strapi);
    console.log(`probe:${JSON.stringify(told)}`);
  } finally {
    await strapi.destroy();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    // A Strapi that did not start leaves handles open.
    process.exit(1);
  },
);
