import type { Db, Milliseconds, Outbox } from '../kernel';
import { consentNotices } from './consent/consent-notices';
import { NO_CONSENT, readConsentsOf } from './consent/consent-store';
import { changesOfConsent } from './consent/set-consent';
import { anonymiseMembers } from './member-store';

/**
 * L36. Takes everything personal off members, and tells of the consent that ends with it (L44). In a transaction.
 *
 * @param by what the ids are
 */
export async function anonymise(
  db: Db,
  outbox: Outbox,
  by: 'document_id' | 'site_user',
  ids: readonly string[],
  now: Milliseconds,
): Promise<void> {
  const given = outbox.wants('rewards.consent-changed') ? await readConsentsOf(db, by, ids) : [];
  await anonymiseMembers(db, by, ids, now);
  const changes = given.flatMap(({ member, consents }) => changesOfConsent(member, consents, NO_CONSENT, now));
  await outbox.write(db, consentNotices(changes));
}
