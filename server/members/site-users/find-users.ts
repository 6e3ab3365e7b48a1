import { PICKER_SIZE, type PickedUserDto, type UserPickerDto } from '../../contract';
import type { Db, Dialect } from '../../kernel';
import type { UserPickerRequest } from '../validate';
import { readFreeUsers, readUser, type SiteUserRow } from './user-store';

const toPicked = ({ documentId, username, email }: SiteUserRow): PickedUserDto => ({ documentId, username, email });

/**
 * Users of the site for whoever looks for somebody's: those who are nobody's yet, or one of them alone.
 *
 * @param table where users-permissions keeps its users; undefined where there is no such plugin
 */
export async function findSiteUsers(
  db: Db,
  dialect: Dialect,
  table: string | undefined,
  { search, user }: UserPickerRequest,
): Promise<UserPickerDto> {
  if (table === undefined) return { hasUsers: false, users: [] };
  if (user === undefined) {
    const users = await readFreeUsers(db, dialect, table, { search, limit: PICKER_SIZE });
    return { hasUsers: true, users: users.map(toPicked) };
  }
  const found = await readUser(db, table, user);
  return { hasUsers: true, users: found ? [toPicked(found)] : [] };
}
