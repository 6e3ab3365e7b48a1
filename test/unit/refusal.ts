import type { ErrorCode } from '../../server/contract';
import { RewardsError } from '../../server/kernel';

/** The refusal that an action throws; whatever else it throws goes on, and nothing thrown is none. */
export function refusalOf(action: () => unknown): RewardsError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof RewardsError) return error;
    throw error;
  }
  return undefined;
}

export const codeOf = (action: () => unknown): ErrorCode | undefined => refusalOf(action)?.code;
