/**
 * Which random sequences a run plays. `npm test` plays the same ones each time, so that a change is judged by what it
 * changed; `npm run test:deep` plays new ones. What a failure prints is seen again by REWARDS_MODEL_SEED and
 * REWARDS_MODEL_PATH.
 */
const EVERY_RUN = 20_261_127;

const { REWARDS_MODEL_SEED: seed, REWARDS_MODEL_PATH: path, REWARDS_TEST_DEEP: deep } = process.env;

export const CHOICE: { readonly seed?: number; readonly path?: string } = {
  ...(seed ? { seed: Number(seed) } : deep === 'true' ? {} : { seed: EVERY_RUN }),
  ...(path ? { path } : {}),
};
