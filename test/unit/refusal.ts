import type { ErrorCode } from '../../server/contract';
import { RewardsError } from '../../server/kernel';

/** The code of the refusal that an action throws; whatever else it throws goes on, and nothing thrown is no code. */
export function codeOf(action: () => unknown): ErrorCode | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof RewardsError) return error.code;
    throw error;
  }
  return undefined;
}
