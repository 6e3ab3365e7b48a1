/** The database engines of this run, as `scripts/engines.cjs` found them before the first test file was loaded. */
export type Engine = 'sqlite' | 'postgres' | 'mysql';

const ALL: readonly Engine[] = ['sqlite', 'postgres', 'mysql'];

function isEngine(name: string): name is Engine {
  return (ALL as readonly string[]).includes(name);
}

export function enginesOfThisRun(): Engine[] {
  const names = (process.env.REWARDS_TEST_ENGINES ?? 'sqlite').split(',').map((name) => name.trim());
  return names.map((name) => {
    if (!isEngine(name)) throw new Error(`REWARDS_TEST_ENGINES names "${name}"; known are ${ALL.join(', ')}.`);
    return name;
  });
}

/** The servers only: what hammers one database from several processes has no SQLite case. */
export function serversOfThisRun(): Exclude<Engine, 'sqlite'>[] {
  return enginesOfThisRun().filter((engine) => engine !== 'sqlite');
}

/** The same suite once for every server; `jest.config.mjs` leaves its file out where a run has none. */
export function describeOnEveryServer(name: string, suite: (engine: Exclude<Engine, 'sqlite'>) => void): void {
  for (const engine of serversOfThisRun()) describe(`[${engine}] ${name}`, () => suite(engine));
}

/** The address of a server, from the variable that names it. */
export function serverUrl(engine: Exclude<Engine, 'sqlite'>): URL {
  const variable = engine === 'postgres' ? 'REWARDS_TEST_POSTGRES_URL' : 'REWARDS_TEST_MYSQL_URL';
  const url = process.env[variable];
  if (!url) throw new Error(`${engine} is among the engines of this run, but ${variable} is not set.`);
  return new URL(url);
}

/** The same suite once for every engine; the engine's name stands in front, so that a failure says where it happened. */
export function describeOnEveryEngine(name: string, suite: (engine: Engine) => void): void {
  for (const engine of enginesOfThisRun()) describe(`[${engine}] ${name}`, () => suite(engine));
}

/** Whether this is the engine for the tests in which no database has a part. Each use says why that is so. */
export function isFirstOfThisRun(engine: Engine): boolean {
  return engine === enginesOfThisRun()[0];
}

/** A suite of such tests, once a run. */
export function describeOnOneEngine(name: string, suite: (engine: Engine) => void): void {
  for (const engine of enginesOfThisRun().slice(0, 1)) describe(`[${engine}] ${name}`, () => suite(engine));
}

/**
 * What of something is done at one place of a run: dealt out among the places, one each in turn, so that all of it is done
 * once. All of it everywhere under REWARDS_TEST_DEEP.
 *
 * @param places engines, or whatever else a suite goes through
 */
export function dealt<T, P>(things: readonly T[], place: P, places: readonly P[]): readonly T[] {
  if (process.env.REWARDS_TEST_DEEP === 'true') return things;
  return things.filter((_, i) => i % places.length === places.indexOf(place));
}
