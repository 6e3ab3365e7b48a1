/** A ledger of the size at which lists are measured, put there by plain SQL: what lists read, and nothing that posts. */
import type { Bench } from '../bench';

/** Second currency, with another scale than the first: amounts of both are compared by value. */
export const SECOND_CURRENCY = 'bench-coins';
const ROWS_OF_AN_ACCOUNT = 10;

/** Fills PostgreSQL with so many rows, ten to a member; a tenth of the members have the second currency. */
export async function fillForLists({ knex, strapi, options, say }: Bench, currency: string): Promise<void> {
  const members = options.entries / ROWS_OF_AN_ACCOUNT;
  say(`lists: filling ${options.entries} entries of ${members} members`);
  const currencies = strapi.documents('plugin::rewards.currency' as never);
  await currencies.create({ data: { code: SECOND_CURRENCY, name: 'Bench coins', scale: 0 } as never });
  await knex.raw(
    `INSERT INTO rewards_members (document_id, external_key, name, handle, email)
     SELECT 'listed' || n, 'listed' || n, CASE WHEN n % 50 = 0 THEN NULL ELSE 'Name ' || md5(n::text) END,
       'handle' || n, md5(n::text) || '@bench.example' FROM generate_series(1, ?::int) n`,
    [members],
  );
  await knex.raw(
    `INSERT INTO rewards_accounts (id, member, currency, sequence, balance, held, lifetime_earned, lifetime_spent, arrears,
       last_posted_at, last_hash, reconciliation_status)
     SELECT 1000000 + n, 'listed' || n, CASE WHEN n % 10 = 0 THEN ? ELSE ? END, ${ROWS_OF_AN_ACCOUNT}, 100, 0, 100, 0, 0,
       0, '', 'pending' FROM generate_series(1, ?::int) n`,
    [SECOND_CURRENCY, currency, members],
  );
  await knex.raw(
    `INSERT INTO rewards_ledger_entries (id, account_id, member, currency, sequence, type, amount, held, earned, spent,
       balance_after, held_after, lot_id, lot_opened, shortfall, source, idempotency_key, key_hash, reason, rule, event_id,
       effective_at, posted_at, previous_hash, hash)
     SELECT id, 1000000 + member, 'listed' || member, CASE WHEN member % 10 = 0 THEN ? ELSE ? END, sequence, type,
       CASE type WHEN 'grant' THEN 100 + n % 37 * 25 WHEN 'deduct' THEN -50 WHEN 'expire' THEN -(n % 1000)
         WHEN 'adjustment' THEN n % 500 - 250 WHEN 'reversal' THEN 50 ELSE 0 END,
       0, 0, 0, 0, 0, CASE WHEN type IN ('grant', 'expire') THEN id END, 0, 0, 'bench', id, id,
       CASE WHEN n % 1000 = 0 THEN 'A rare reason, number ' || n ELSE 'A reason as long as they usually are' END,
       'order-earn', 'order:' || n, 1767225600000 + n * 25000::bigint, 1767225600000 + n * 25000::bigint,
       repeat('0', 64), repeat('0', 64)
     FROM (SELECT n, 1 + n % ?::int AS member, 1 + n / ?::int AS sequence, '01' || lpad(upper(to_hex(n)), 24, '0') AS id,
       (ARRAY['grant', 'grant', 'grant', 'grant', 'grant', 'grant', 'grant', 'grant', 'grant', 'grant', 'deduct', 'deduct',
         'deduct', 'deduct', 'reserve', 'reserve', 'release', 'expire', 'adjustment', 'reversal'])[1 + (n * 7 + n / 20) % 20]
         AS type
       FROM generate_series(0, ?::int - 1) n) wanted`,
    [SECOND_CURRENCY, currency, members, members, options.entries],
  );
  // Autovacuum would come by within minutes; the bench does not wait for it.
  await knex.raw('VACUUM ANALYZE');
}
