import { factsIn } from '../../kernel/conditions';
import { isChangedByPayouts, isOfEvent } from '../decide/facts';
import type { ReadDefinition } from './definition';

/** E9. A version of a mission, which never changes. */
export interface MissionVersion {
  /** Its row. */
  readonly id: number;
  readonly number: number;
  readonly mission: {
    /** Its documentId. */
    readonly id: string;
    readonly code: string;
    readonly name: string;
  };
  readonly says: ReadDefinition;
  /** Whether it decides by anything that a payout can change: what a member has and is. */
  readonly looksAtMember: boolean;
  /** Whether its conditions ask for nothing but what the event says. */
  readonly asksEventAlone: boolean;
}

/** @see MissionVersion.looksAtMember */
export const looksAtMember = ({ conditions, rewards }: ReadDefinition): boolean =>
  rewards.some((reward) => reward.kind === 'share' && reward.useMultiplier) ||
  (conditions !== null && factsIn(conditions).some(isChangedByPayouts));

/** @see MissionVersion.asksEventAlone */
export const asksEventAlone = ({ conditions }: ReadDefinition): boolean =>
  conditions !== null && factsIn(conditions).every(isOfEvent);
