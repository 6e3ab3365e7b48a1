import { AFFILIATE_SIGNATURE, type AffiliateRequestPreviewDto } from '../../../contract';
import { guardVerdict } from '../../delivery/dry-guard';
import type { GuardRules } from '../../delivery/url-guard';
import { missingSecrets } from '../page/read-systems';
import {
  type DrawnRequest,
  drawRequest,
  prepareDrawn,
  problemsOf,
  type RequestAsked,
  type RequestDependencies,
  toShownRequest,
  toSource,
} from './draw-request';

export interface PreviewDependencies extends RequestDependencies {
  readonly rules: GuardRules;
}

const NOTHING = { source: null, request: null, message: null, guard: null, missingSecrets: [] } as const;

/**
 * F12. The exact request for an event, with settings as they stand in a form, and what the guard says of it; sends nothing. Secrets
 * are hidden, and those that are not there yet shown as if they were.
 *
 * @throws as `drawRequest`
 */
export async function previewRequest(
  deps: PreviewDependencies,
  asked: RequestAsked,
): Promise<AffiliateRequestPreviewDto> {
  const problems = problemsOf(asked.settings);
  if (problems.length > 0) return { ...NOTHING, problems };
  const drawn = await drawRequest(deps, asked);
  const missing = missingSecrets(
    asked.settings,
    drawn.secrets.map(({ name }) => name),
  );
  const prepared = await prepareDrawn(deps.clock, withStandIns(drawn, missing));
  const told = { problems, source: toSource(drawn.stored), missingSecrets: missing };
  if ('problem' in prepared) return { ...told, request: null, message: prepared.message, guard: null };
  return {
    ...told,
    request: toShownRequest(prepared.shown),
    message: null,
    guard: await guardVerdict(prepared.outgoing.url, deps.rules),
  };
}

/** A secret that is not there is shown as one that is; only a signature cannot be made up. */
function withStandIns({ system, stored, secrets }: DrawnRequest, missing: readonly string[]): DrawnRequest {
  const { settings } = system;
  const isUnsigned = settings.signed && !secrets.some(({ name }) => name === AFFILIATE_SIGNATURE);
  return {
    stored,
    system: isUnsigned ? { ...system, settings: { ...settings, signed: false } } : system,
    secrets: [...secrets, ...missing.map((name) => ({ name, secret: STAND_IN }))],
  };
}

/** Hidden wherever it stands, so it matters to nobody; nothing else looks like it. */
const STAND_IN = '\u{F0000}\u{F0001}\u{F0002}';
