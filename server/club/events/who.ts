import type { MemberId } from '../../contract';
import type { Db } from '../../kernel';
import { findByExternalIds, findBySiteUsers, membersThatExist } from '../../members';

/** Whom an event is about, as it was told: one of the three. */
export interface Told {
  readonly member?: string | null | undefined;
  readonly memberExternalId?: string | null | undefined;
  readonly siteUser?: string | null | undefined;
}

/** Finds whom events are about, each kind of name at once. @returns who it is; null where nobody is known by that */
export async function findWho(db: Db, told: readonly Told[]): Promise<(one: Told) => MemberId | null> {
  const named = (of: (one: Told) => string | null | undefined) => [...new Set(told.flatMap((one) => of(one) ?? []))];
  const given = await membersThatExist(
    db,
    named(({ member }) => member),
  );
  const byExternalId = await findByExternalIds(
    db,
    named(({ memberExternalId }) => memberExternalId),
  );
  const bySiteUser = await findBySiteUsers(
    db,
    named(({ siteUser }) => siteUser),
  );
  return ({ member, memberExternalId, siteUser }) => {
    if (member) return given.has(member) ? member : null;
    return byExternalId.get(memberExternalId ?? '') ?? bySiteUser.get(siteUser ?? '') ?? null;
  };
}
