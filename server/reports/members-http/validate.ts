import { z } from 'zod';
import { DIRECTORY_PAGE_SIZE, DIRECTORY_SEARCH_LENGTH, DIRECTORY_SORTS, MEMBER_LEDGER_SORTS } from '../../contract';
import { nameField, pageFields, searchField, sortField } from '../../kernel/query';
import { withoutSign } from '../../kernel/search';

const member = nameField(40);
/** A handle may be typed as the pages show it, with its sign; whatever holds `@x` holds `x`. */
const search = searchField(DIRECTORY_SEARCH_LENGTH).transform((text) => text && withoutSign(text));

export const directoryFilter = z.strictObject({ search });
export const directoryQuery = z.strictObject({
  ...pageFields(DIRECTORY_PAGE_SIZE),
  search,
  sort: sortField(DIRECTORY_SORTS, 'member:ASC'),
});
export const pickerQuery = z.strictObject({ search, member: member.optional() });
export const dueHoldsQuery = z.strictObject({ ...pageFields(), currency: nameField(32).optional() });
export const oneMember = z.strictObject({ member });
export const memberEntriesQuery = z.strictObject({
  member,
  ...pageFields(),
  sort: sortField(MEMBER_LEDGER_SORTS, 'posted:DESC'),
});
export const awardBody = z.strictObject({ member, badge: nameField(64) });
