import type { Knex } from 'knex';
import { type Dialect, RewardsError } from '../../kernel';
import { lockUsers, readUser, type SiteUserRow } from './user-store';

/** The users of the site, within a transaction. Where there are none, an id stands for whoever the host means by it. */
export class Users {
  constructor(
    private readonly trx: Knex.Transaction,
    private readonly dialect: Dialect,
    /** Where users-permissions keeps its users; undefined where there is no such plugin. */
    private readonly table: string | undefined,
  ) {}

  /** The user, whom nobody renames or deletes before the transaction ends (L36). */
  async lock(documentId: string | null | undefined): Promise<SiteUserRow | undefined> {
    return documentId ? (await this.lockAll([documentId]))[0] : undefined;
  }

  /** Those that are there. */
  async lockAll(documentIds: readonly string[]): Promise<SiteUserRow[]> {
    if (this.table === undefined || documentIds.length === 0) return [];
    return lockUsers(this.trx, this.dialect, this.table, documentIds);
  }

  async read(documentId: string | null): Promise<SiteUserRow | undefined> {
    return this.table !== undefined && documentId !== null ? readUser(this.trx, this.table, documentId) : undefined;
  }

  /** @throws INVALID_INPUT when a user was asked for who is not there */
  require(found: SiteUserRow | undefined, documentId: string | null | undefined): void {
    if (this.table === undefined || !documentId || found) return;
    throw new RewardsError('INVALID_INPUT', { field: 'siteUser', problem: 'there is no such user.' });
  }
}
