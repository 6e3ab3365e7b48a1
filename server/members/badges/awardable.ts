import type { BadgeDto } from '../../contract';
import type { Db } from '../../kernel';
import { sortKeyOf } from '../search-rules';
import { readAwardableBadges } from './badge-store';

/** The badges that a member does not hold yet, by name. */
export async function listAwardableBadges({ db }: { readonly db: Db }, member: string): Promise<BadgeDto[]> {
  const badges = await readAwardableBadges(db, member);
  const keyOf = ({ name, code }: BadgeDto) => `${sortKeyOf(name)} ${code}`;
  return badges.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
