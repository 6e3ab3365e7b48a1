/**
 * V5. What the file for the member's own hands leaves out of the one for the administrator's: who of the house acted, what
 * else is kept for its own working (keys, hashes, what a host attached), and its own inquiries, with their notes.
 */
const HOUSE_PARTS = new Set(['discrepancies']);
const HOUSE_FIELDS = new Set([
  ...['actor', 'actorId', 'actorName', 'administratorId', 'administratorName', 'awardedBy', 'revokedBy'],
  ...['idempotencyKey', 'hash', 'previousHash', 'metadata', 'terms', 'siteUser'],
]);

export const isForMember = (part: string): boolean => !HOUSE_PARTS.has(part);

/** A value of the file without such fields, however deep they lie. */
export function withoutHouseFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutHouseFields);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => !HOUSE_FIELDS.has(name));
  return Object.fromEntries(fields.map(([name, inner]) => [name, withoutHouseFields(inner)]));
}
