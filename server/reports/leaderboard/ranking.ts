import type { MinorUnits } from '../../kernel';
import type { Earned } from './leaderboard-store';

export interface Place extends Earned {
  /** V4. 1, 2, 2, 2, 5: one more than there are with more. */
  readonly rank: number;
}

/** V4. Who stands where: by amount, the largest first; those who are equal share a rank, and follow each other by who was there first. */
export class Ranking {
  readonly places: readonly Place[];
  private readonly byMember: ReadonlyMap<number, Place>;

  constructor(earned: readonly Earned[]) {
    const sorted = earned.toSorted((a, b) => compare(b.amount, a.amount) || a.member - b.member);
    let rank = 0;
    this.places = sorted.map((one, i) => {
      if (one.amount !== sorted[i - 1]?.amount) rank = i + 1;
      return { ...one, rank };
    });
    this.byMember = new Map(this.places.map((place) => [place.member, place]));
  }

  placeOf(member: number): Place | undefined {
    return this.byMember.get(member);
  }
}

const compare = (a: MinorUnits, b: MinorUnits): number => (a < b ? -1 : a > b ? 1 : 0);
