import { AFFILIATE_TEST_PREFIX, type AffiliateTestDto } from '../../../contract';
import { type IdSource, type Milliseconds, RewardsError } from '../../../kernel';
import { redacted } from '../../delivery/redacted';
import type { Outgoing, Sent } from '../../delivery/send';
import { judge, judgeUnprepared, type Verdict } from '../../delivery/verdict';
import {
  drawRequest,
  prepareDrawn,
  problemsOf,
  type RequestAsked,
  type RequestDependencies,
  toShownRequest,
} from './draw-request';

export interface TestDependencies extends RequestDependencies {
  readonly newId: IdSource;
  sendNow(outgoing: Outgoing, deadline: Milliseconds): Promise<Sent>;
}

/**
 * F12. Sends a request once for real, by the guard and the connections of every other one. It is no attempt of its event, which stays
 * as it stands, and has an id of its own.
 *
 * @throws INVALID_INPUT with the first problem of the template, and as `drawRequest`
 */
export async function sendTest(deps: TestDependencies, asked: RequestAsked): Promise<AffiliateTestDto> {
  const [problem] = problemsOf(asked.settings);
  if (problem) throw new RewardsError('INVALID_INPUT', { field: problem.field, problem: problem.problem });
  const drawn = await drawRequest(deps, asked);
  const webhookId = AFFILIATE_TEST_PREFIX + deps.newId(deps.clock.now());
  const stored = { ...drawn.stored, event: { ...drawn.stored.event, id: webhookId } };
  const prepared = await prepareDrawn(deps.clock, { ...drawn, stored });
  const { settings } = asked;
  const around = () => ({ settings, round: 1, now: deps.clock.now(), random: 0 });
  if ('problem' in prepared) return { ...outcomeOf(judgeUnprepared(prepared, around()), webhookId), ...UNSENT };
  const sent = redacted(await deps.sendNow(prepared.outgoing, settings.timeoutMs), prepared.redact);
  const refusal = 'problem' in sent ? sent.refusal : null;
  return {
    ...outcomeOf(judge(sent, around()), webhookId),
    ...{ durationMs: sent.durationMs, refusal, request: toShownRequest(prepared.shown) },
  };
}

const UNSENT = { durationMs: 0, refusal: null, request: null } as const;

const outcomeOf = ({ outcome, httpStatus, problem, error, answer, nextAt }: Verdict, webhookId: string) => ({
  ...{ isSuccess: outcome === 'success', httpStatus, problem, error, answer, webhookId },
  isTriedAgain: nextAt !== null,
});
