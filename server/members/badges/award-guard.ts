import type { Db, Outbox } from '../../kernel';
import type { Change, ContentGuard } from '../../kernel/content-guard';
import { BADGE_AWARD_UID } from '../content-types/badge-award';
import { badgeNotice, type KnownAward } from './badge-notices';
import { readKnownAwards } from './badge-store';

interface AwardContent {
  readonly id: number;
}

type AwardChanges = readonly Change<AwardContent>[];
type Known = KnownAward & { readonly row: number };

interface Dependencies {
  /** The connection, or the transaction that is under way. */
  readonly db: () => Db;
  readonly outbox: Outbox;
}

/** Tells of awards that are written as content, and not by the service (L44). */
export function awardGuard({ db, outbox }: Dependencies): ContentGuard<AwardContent> {
  const former = new WeakMap<AwardChanges, readonly Known[]>();
  const rowsOf = (changes: AwardChanges) => changes.flatMap(({ before }) => before?.id ?? []);
  return {
    uid: BADGE_AWARD_UID,
    async before(changes) {
      former.set(changes, await readKnownAwards(db(), 'id', rowsOf(changes)));
    },
    async after(changes, made) {
      const was = former.get(changes) ?? [];
      const now = await readKnownAwards(db(), 'id', [...rowsOf(changes), ...made]);
      await outbox.write(db(), [
        ...missingIn(now, was).map((award) => badgeNotice('rewards.badge-revoked', award)),
        ...missingIn(was, now).map((award) => badgeNotice('rewards.badge-awarded', award)),
      ]);
    },
  };
}

/** Awards that the others do not have, or have for another member or badge. */
const missingIn = (others: readonly Known[], awards: readonly Known[]): Known[] =>
  awards.filter(
    ({ row, member, badge }) =>
      !others.some((other) => other.row === row && other.member === member && other.badge === badge),
  );
