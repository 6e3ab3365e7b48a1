import { type BulkResultDto, endpointUrl, type EndpointName } from '../../../server/contract';
import type { OpenLedger } from '../../support/ledger';
import { ADJUSTMENT_SAMPLES } from './adjustments';
import { AFFILIATE_COMPARISON_SAMPLES, AFFILIATE_SAMPLES, AFFILIATE_SYSTEM_SAMPLES } from './affiliates';
import { CLUB_SAMPLES } from './club';
import { BULK_SAMPLES } from './bulk';
import { EXPIRY_SAMPLES } from './expiry';
import { FIRST_STEP_SAMPLES } from './first-steps';
import { LEDGER_SAMPLES } from './ledger';
import { MEMBER_EDIT_SAMPLES, MEMBER_SAMPLES } from './members';
import { RECONCILIATION_SAMPLES } from './reconciliation';
import { REDEMPTION_SAMPLES } from './redemption';
import type { Samples, SampleWorld } from './sample';
import { TASK_SAMPLES } from './tasks';

export type { Sample, SampleWorld } from './sample';

/** A request that each endpoint accepts. An endpoint without one does not compile. */
export const SAMPLES: Samples<EndpointName> = {
  ...LEDGER_SAMPLES,
  ...MEMBER_SAMPLES,
  ...MEMBER_EDIT_SAMPLES,
  ...ADJUSTMENT_SAMPLES,
  ...BULK_SAMPLES,
  ...CLUB_SAMPLES,
  ...RECONCILIATION_SAMPLES,
  ...REDEMPTION_SAMPLES,
  ...TASK_SAMPLES,
  ...EXPIRY_SAMPLES,
  ...FIRST_STEP_SAMPLES,
  ...AFFILIATE_SAMPLES,
  ...AFFILIATE_COMPARISON_SAMPLES,
  ...AFFILIATE_SYSTEM_SAMPLES,
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

/** What the configuration has to say for all of them to be accepted: a key, without which no secret is kept (F11). */
export const SAMPLE_ENV = { REWARDS_AFFILIATES: JSON.stringify({ secretKeys: ['a'.repeat(64)] }) };
