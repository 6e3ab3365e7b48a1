/** L27, L29: every operation, cut off before each of its statements and after the last one by the death of its process. */
import { describeOnEveryEngine, enginesOfThisRun } from '../support/engines';
import { booksOf, expectAllOrNothing, expectCompleted, perform } from './aftermath';
import { ChildPool } from './child-pool';
import { scenariosAt } from './scenarios';
import { openStage, type Stage } from './stage';

/** More statements than any operation needs: an operation that never ends must not hang the test. */
const MOST_STATEMENTS = 100;

describeOnEveryEngine('an operation that is cut off', (engine) => {
  let stage: Stage;
  let pool: ChildPool;

  beforeAll(async () => {
    stage = await openStage(engine);
    pool = await ChildPool.open(engine);
  });
  afterAll(async () => {
    await pool.close();
    await stage.close();
  });

  it.each(scenariosAt(engine, enginesOfThisRun()))(
    'by SIGKILL at any statement of $name leaves all of it or none',
    async ({ prepare }) => {
      await stage.ledger.expireDue();
      const example = await prepare(stage);
      await perform(stage.ledger, example);
      const undisturbed = await booksOf(stage, example.members);

      const done: boolean[] = [];
      for (let killBefore = 1; killBefore <= MOST_STATEMENTS; killBefore += 1) {
        const scene = await prepare(stage);
        const before = await booksOf(stage, scene.members);
        const job = { task: 'steps', steps: [scene.step], inFlight: 1, killBefore } as const;
        const child = pool.start({ ...stage.setting(), ...job });
        const { signal, errors } = await child.gone;
        expect(errors).toBe('');
        const wasDone = await expectAllOrNothing(stage, scene, before, undisturbed);
        const replayed = await expectCompleted(stage, scene, undisturbed);
        expect(replayed).toEqual(replayed.map(() => wasDone));
        if (signal === null) break;
        done.push(wasDone);
      }
      // BEGIN, something in between, COMMIT; nothing is done at the first, and all after the last.
      expect(done.length).toBeGreaterThanOrEqual(4);
      expect(done.length).toBeLessThan(MOST_STATEMENTS);
      expect([done[0], done.at(-1)]).toEqual([false, true]);
    },
  );
});
