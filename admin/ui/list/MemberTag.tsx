import { Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import type { MemberNameDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { useMemberName } from '../useMemberName';
import type { TagProps } from './spec';

/** Says that only one member's rows are shown, as a link from elsewhere asks for, and takes that back. */
export function MemberTag({ value, rows, onRemove }: TagProps) {
  const translate = useTranslate();
  const nameOf = useMemberName();
  const member = rows.filter(isAboutMember).find((row) => row.member.id === value)?.member;
  // The address has an id alone; without a row of theirs, nothing tells whose it is.
  const name = member ? nameOf(member) : value;
  return (
    <Tag icon={<Cross aria-hidden />} label={translate('list.member.remove', { name })} onClick={onRemove}>
      {translate('list.member.only', { name })}
    </Tag>
  );
}

const isAboutMember = (row: unknown): row is { readonly member: MemberNameDto } =>
  typeof row === 'object' && row !== null && 'member' in row && typeof row.member === 'object' && row.member !== null;
