import type { Milliseconds } from '../../kernel';
import type { MissionVersion } from './version';
import type { MissionActRow } from './mission-store';

/** E8. Which versions of missions were in force at which time. */
export interface MissionsInForce {
  /** Those triggered by a type of event that were in force at an instant, in the order of their codes. */
  at(type: string, instant: Milliseconds): readonly MissionVersion[];
}

/** Since when a mission is decided by a version; null: it is not decided. */
interface Since {
  readonly from: Milliseconds;
  readonly version: MissionVersion | null;
}

/**
 * E8. Puts what was done with missions on their time lines. What was done last counts: an act that begins earlier than the one before
 * it takes back what lies behind its beginning.
 *
 * @param acts in the order in which they were done
 */
export function missionsInForce(
  acts: readonly MissionActRow[],
  versions: ReadonlyMap<number, MissionVersion>,
): MissionsInForce {
  const lines = new Map<string, Since[]>();
  for (const { mission, from, state, version } of acts) {
    const line = (lines.get(mission) ?? []).filter((since) => since.from < from);
    const decides = state === 'active' ? (versions.get(version ?? 0) ?? null) : null;
    lines.set(mission, [...line, { from, version: decides }]);
  }
  const byType = new Map<string, Since[][]>();
  for (const line of lines.values()) {
    for (const type of new Set(line.flatMap(({ version }) => version?.says.trigger ?? []))) {
      byType.set(type, [...(byType.get(type) ?? []), line]);
    }
  }
  const codeOf = (line: readonly Since[]): string => line.find(({ version }) => version)?.version?.mission.code ?? '';
  for (const of of byType.values()) of.sort((one, other) => (codeOf(one) < codeOf(other) ? -1 : 1));
  return {
    at: (type, instant) =>
      (byType.get(type) ?? []).flatMap((line) => {
        const version = line.findLast(({ from }) => from <= instant)?.version ?? null;
        return version?.says.trigger === type ? [version] : [];
      }),
  };
}
