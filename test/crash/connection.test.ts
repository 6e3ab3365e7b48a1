/** L29: every operation, with its connection lost before each of its statements and while each of them is under way. */
import { describeOnEveryServer, serversOfThisRun } from '../support/engines';
import { booksOf, expectAllOrNothing, expectCompleted, perform } from './aftermath';
import { type DetachedLedger, openDetached } from './detached-ledger';
import { type Scene, scenariosAt } from './scenarios';
import { openStage, type Stage } from './stage';
import type { DriverConnection } from './statements';

const MOST_STATEMENTS = 100;
/** An operation of seventy statements is performed anew twice for each of them. */
const PATIENCE = 400_000;
/** What a driver says when its connection is gone, or the run that goes on past an account. Anything else is a finding. */
const LOST = /terminat|connection|socket|ECONNRESET|EPIPE|expireDue failed on/i;

type Moment = 'before' | 'during';
const MOMENTS: readonly Moment[] = ['before', 'during'];
const PLACES = serversOfThisRun().flatMap((engine) => MOMENTS.map((moment) => `${engine} ${moment}`));

/** Cuts the connection that sends the n-th statement from now on. */
class Scissors {
  private left = 0;
  private moment: Moment = 'before';
  private cutting: Promise<void> = Promise.resolve();
  hasCut = false;

  constructor(private readonly stage: Stage) {}

  set(statement: number, moment: Moment): void {
    this.left = statement;
    this.moment = moment;
    this.hasCut = false;
  }

  async pass(connection: DriverConnection): Promise<(() => unknown) | undefined> {
    this.left -= 1;
    if (this.left !== 0) return undefined;
    this.hasCut = true;
    if (this.moment === 'during') return () => (this.cutting = this.cut(connection));
    await this.cut(connection);
    return undefined;
  }

  /** Resolves when the last cut has been made. */
  done(): Promise<void> {
    return this.cutting;
  }

  private async cut({ processID, threadId }: DriverConnection): Promise<void> {
    const { knex, engine } = this.stage;
    if (engine === 'postgres') await knex.raw('SELECT pg_terminate_backend(?)', [processID!]);
    // After its last statement the connection may be closed by now, of which MySQL complains.
    else await knex.raw(`KILL ${threadId!}`).catch(ignoreUnknownThread);
  }
}

function ignoreUnknownThread(error: Error & { readonly code?: string }): void {
  if (error.code !== 'ER_NO_SUCH_THREAD') throw error;
}

/** Tells what the posting threw, null when it came through. */
async function outcomeOf({ ledger }: DetachedLedger, scene: Scene): Promise<string | null> {
  try {
    await perform(ledger, scene);
    return null;
  } catch (error) {
    return String(error);
  }
}

describeOnEveryServer('an operation whose connection is lost', (engine) => {
  let stage: Stage;
  let scissors: Scissors;

  beforeAll(async () => {
    stage = await openStage(engine);
    scissors = new Scissors(stage);
  });
  afterAll(() => stage.close());

  describe.each(MOMENTS)('%s any of its statements', (moment) => {
    it.each(scenariosAt(`${engine} ${moment}`, PLACES))(
      'leaves all of it or none: $name',
      async ({ prepare }) => {
        await stage.ledger.expireDue();
        const example = await prepare(stage);
        await perform(stage.ledger, example);
        const undisturbed = await booksOf(stage, example.members);

        const problems: string[] = [];
        for (let statement = 1; ; statement += 1) {
          expect(statement).toBeLessThan(MOST_STATEMENTS);
          const scene = await prepare(stage);
          const before = await booksOf(stage, scene.members);
          const cut = (connection: DriverConnection) => scissors.pass(connection);
          const detached = openDetached(stage.setting(), cut, () => {});
          scissors.set(statement, moment);
          const problem = await outcomeOf(detached, scene);
          await detached.close();
          await scissors.done();
          if (problem !== null) problems.push(problem);
          // A statement that was under way may still come through on the server: all or nothing, but which is open.
          if (moment === 'before') await expectAllOrNothing(stage, scene, before, undisturbed);
          await expectCompleted(stage, scene, undisturbed);
          if (!scissors.hasCut) break;
        }
        expect(problems.filter((problem) => !LOST.test(problem))).toEqual([]);
        expect(problems.length).toBeGreaterThan(moment === 'before' ? 2 : 0);
      },
      PATIENCE,
    );
  });
});
