import { type BulkResultDto, endpointUrl, type EndpointName } from '../../../server/contract';
import type { OpenLedger } from '../../support/ledger';
import { ADJUSTMENT_SAMPLES } from './adjustments';
import { BULK_SAMPLES } from './bulk';
import { LEDGER_SAMPLES } from './ledger';
import { MEMBER_SAMPLES } from './members';
import { RECONCILIATION_SAMPLES } from './reconciliation';
import { REDEMPTION_SAMPLES } from './redemption';
import type { Samples, SampleWorld } from './sample';
import { TASK_SAMPLES } from './tasks';

export type { Sample, SampleWorld } from './sample';

/** A request that each endpoint accepts. An endpoint without one does not compile. */
export const SAMPLES: Samples<EndpointName> = {
  ...LEDGER_SAMPLES,
  ...MEMBER_SAMPLES,
  ...ADJUSTMENT_SAMPLES,
  ...BULK_SAMPLES,
  ...RECONCILIATION_SAMPLES,
  ...REDEMPTION_SAMPLES,
  ...TASK_SAMPLES,
};

export async function sampleWorld(open: OpenLedger): Promise<SampleWorld> {
  const currency = await open.currency();
  const member = await open.member();
  const post: SampleWorld['post'] = async (input) => {
    const posting = { ...input, member, currency, idempotencyKey: open.key() };
    const [outcome] = await open.ledger.postMany([posting]);
    if (!outcome?.ok) throw new Error(`A sample was refused: ${JSON.stringify(outcome)}`);
    return outcome.result.entry.id;
  };
  await post({ type: 'grant', amount: '1000' });
  const batch = async () => {
    const csv = `member,currency,amount,reason\n${member},${currency},1,A sample of the tests\n`;
    const { body } = await open.app.request<BulkResultDto>(endpointUrl('postBatch'), {
      token: await open.app.adminToken(),
      body: { csv, idempotencyKey: open.key() },
    });
    return body.batch;
  };
  return { open, member, currency, post, batch };
}
