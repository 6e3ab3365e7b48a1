/**
 * E6. A decision as it is written down: short, for it is kept for ever, and every mission that was looked at stands in it. What a version
 * says stands with the version, which never changes.
 */
import {
  type DecisionDto,
  type LeafOutcomeDto,
  MISSION_OUTCOMES,
  type MissionDecisionDto,
  type PlannedPayoutDto,
  type ProgressDto,
} from '../../contract';

/** A comparison: how it came out, by its first letter, and the value that was found behind it. */
type LeafOnRecord = string;

/** What a mission made of the event; what there is nothing of is left out at the end. */
export type MissionOnRecord = readonly [
  version: number,
  outcome: number,
  leaves: readonly LeafOnRecord[],
  progress?: ProgressDto | null,
  payouts?: readonly PlannedPayoutDto[],
];

export interface DecisionOnRecord extends Omit<DecisionDto, 'missions'> {
  readonly missions: readonly MissionOnRecord[];
}

const LETTERS = { held: 'h', failed: 'f', missing: 'm', incomparable: 'i' } as const;
const OUTCOME_OF = new Map(
  Object.entries(LETTERS).map(([outcome, letter]) => [letter, outcome as LeafOutcomeDto['outcome']]),
);

/** @param version the row of the version that decided */
export function missionOnRecord(version: number, told: MissionDecisionDto): MissionOnRecord {
  const outcome = MISSION_OUTCOMES.indexOf(told.outcome);
  const leaves = told.leaves.map(({ outcome: how, value }) => LETTERS[how] + (value ?? ''));
  if (told.payouts.length > 0) return [version, outcome, leaves, told.progress, told.payouts];
  return told.progress ? [version, outcome, leaves, told.progress] : [version, outcome, leaves];
}

/** A version by its row: the mission's documentId, and the version's number. */
export interface VersionName {
  readonly mission: string;
  readonly number: number;
}

/** A decision as it is told. */
export function decisionOf(
  { missions, ...decision }: DecisionOnRecord,
  versionOf: (row: number) => VersionName,
): DecisionDto {
  return {
    ...decision,
    missions: missions.map(([row, outcome, leaves, progress = null, payouts = []]): MissionDecisionDto => {
      const { mission, number } = versionOf(row);
      return {
        ...{ mission, version: number, outcome: MISSION_OUTCOMES[outcome] ?? 'conditions', progress, payouts },
        leaves: leaves.map((leaf) => {
          const how = OUTCOME_OF.get(leaf.charAt(0) as never) ?? 'missing';
          return { outcome: how, value: how === 'missing' ? null : leaf.slice(1) };
        }),
      };
    }),
  };
}
