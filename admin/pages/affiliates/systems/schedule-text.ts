/** F7. A schedule as a person writes it: "5 s, 5 min, 2 h". */
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

const STEP = /^(\d{1,9})\s*(d|h|min|s)$/;

/** @returns milliseconds; null where a part is no delay */
export function readSchedule(text: string): number[] | null {
  const steps = text.split(',').map((part) => STEP.exec(part.trim().toLowerCase()));
  const delays = steps.map((step) => {
    const size = UNITS.find(([unit]) => unit === step?.[2])?.[1];
    return step && size !== undefined ? Number(step[1]) * size : null;
  });
  return delays.every((delay) => delay !== null) ? delays : null;
}

/** In the largest unit that leaves no rest. */
export function writeSchedule(schedule: readonly number[]): string {
  return schedule
    .map((delay) => {
      const [unit, size] = UNITS.find((one) => delay % one[1] === 0) ?? UNITS[3];
      return `${delay / size} ${unit}`;
    })
    .join(', ');
}
