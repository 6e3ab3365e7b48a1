import { type Db, formatAmount, readInteger, readMinorUnits, ZERO } from '../../kernel';
import type { CurrencyNameDto, DirectoryRowDto } from '../../contract';
import { TABLES } from '../../ledger';
import { MEMBER_TABLES, readInstant } from '../../members';
import { type Headline } from './headline-rules';

type Facts = Omit<DirectoryRowDto, 'points' | 'reputation' | 'badges'>;

/** What the directory shows of these members, in their order; somebody who is gone is left out. */
export async function readDirectoryRows(
  db: Db,
  ids: readonly string[],
  headline: Headline,
): Promise<DirectoryRowDto[]> {
  if (ids.length === 0) return [];
  const facts = await readFacts(db, ids);
  const balances = await readBalances(db, ids, headline);
  const badges = await countBadges(db, ids);
  const balance = (id: string, currency: CurrencyNameDto | null) =>
    currency && formatAmount(balances.get(`${id} ${currency.code}`) ?? ZERO, currency.scale);
  return ids.flatMap((id) => {
    const member = facts.get(id);
    if (!member) return [];
    return {
      ...member,
      points: balance(id, headline.points),
      reputation: balance(id, headline.reputation),
      badges: badges.get(id) ?? 0,
    };
  });
}

async function readFacts(db: Db, ids: readonly string[]): Promise<Map<string, Facts>> {
  const rows = (await db(`${MEMBER_TABLES.members} as m`)
    .leftJoin(`${MEMBER_TABLES.levels} as l`, 'l.id', 'm.level_id')
    .leftJoin(`${MEMBER_TABLES.tiers} as t`, 't.id', 'm.tier_id')
    .select({
      id: 'm.document_id',
      name: 'm.name',
      handle: 'm.handle',
      email: 'm.email',
      seen: 'm.last_seen_at',
      anonymised: 'm.anonymised',
      level: 'l.name',
      tier: 't.name',
    })
    .whereIn('m.document_id', ids)) as (Omit<Facts, 'anonymised'> & { seen: unknown; anonymised: unknown })[];
  return new Map(
    rows.map(({ seen, ...row }) => [
      row.id,
      { ...row, lastSeenAt: readInstant(seen), anonymised: Boolean(row.anonymised) },
    ]),
  );
}

async function readBalances(db: Db, ids: readonly string[], { points, reputation }: Headline) {
  const currencies = [points, reputation].flatMap((currency) => currency?.code ?? []);
  const rows = (await db(TABLES.accounts)
    .select('member', 'currency', 'balance')
    .whereIn('member', ids)
    .whereIn('currency', currencies)) as { member: string; currency: string; balance: unknown }[];
  return new Map(rows.map((row) => [`${row.member} ${row.currency}`, readMinorUnits(row.balance)]));
}

async function countBadges(db: Db, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = (await db(`${MEMBER_TABLES.badgeAwards} as w`)
    .join(`${MEMBER_TABLES.members} as m`, 'm.id', 'w.member_id')
    .select({ id: 'm.document_id' })
    .count({ count: '*' })
    .whereIn('m.document_id', ids)
    .groupBy('m.document_id')) as unknown as { id: string; count: unknown }[];
  return new Map(rows.map(({ id, count }) => [id, readInteger(count)]));
}
