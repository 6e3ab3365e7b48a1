import { z } from 'zod';
import { type AffiliateActBy, AFFILIATE_LIMITS } from '../../contract';
import { parseInput } from '../../kernel/http';
import { actorField, nameField } from '../../kernel/query';
import type { ActInput } from './act';

const by = z.strictObject({ actor: actorField, reason: nameField(AFFILIATE_LIMITS.reason).optional() });

/** @throws INVALID_INPUT */
export function checkBy(act: ActInput['act'], given: AffiliateActBy): ActInput {
  const { actor, reason } = parseInput(by, given);
  return {
    act,
    actor: { id: actor.id, ...(actor.name === undefined ? {} : { name: actor.name }) },
    reason: reason ?? null,
  };
}
