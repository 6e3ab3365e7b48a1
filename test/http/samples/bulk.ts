import type { BulkEndpointTypes } from '../../../server/contract';
import type { Samples, SampleWorld } from './sample';

const csvOf = ({ member, currency }: SampleWorld) =>
  `member,currency,amount,reason\n${member},${currency},1,A sample of the tests\n`;

export const BULK_SAMPLES: Samples<keyof BulkEndpointTypes> = {
  listBatches: () => ({}),
  previewBatch: (world) => ({ body: { csv: csvOf(world) } }),
  postBatch: (world) => ({ body: { csv: csvOf(world), idempotencyKey: world.open.key() } }),
  reverseBatch: async (world) => ({
    path: { batch: await world.batch() },
    body: { reason: 'A sample of the tests', idempotencyKey: world.open.key() },
  }),
};
