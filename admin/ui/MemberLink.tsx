import type { MemberNameDto } from '../../server/contract';
import { RowLink } from './RowLink';
import { pathOf } from '../paths';
import { Truncated } from './Truncated';
import { useMemberName } from './useMemberName';

interface MemberLinkProps {
  readonly member: MemberNameDto;
  readonly email?: string | null;
  readonly isAnonymised?: boolean;
  /** Whoever may not see the member's page gets the name alone. */
  readonly isLink?: boolean;
}

/** The member's name, which leads to their page, and under it what tells two of one name apart. */
export function MemberLink({ member, email = null, isAnonymised = false, isLink = true }: MemberLinkProps) {
  const name = useMemberName()(member, isAnonymised);
  const handle = member.name === null || member.handle === null ? null : `@${member.handle}`;
  const second = [handle, email].filter((part) => part !== null).join(' · ') || (member.name === null ? member.id : '');
  return (
    <>
      {isLink ? (
        <RowLink to={pathOf('members', member.id)} title={name}>
          {name}
        </RowLink>
      ) : (
        <Truncated fontWeight="semiBold">{name}</Truncated>
      )}
      {second !== '' && (
        <Truncated variant="pi" textColor="neutral600">
          {second}
        </Truncated>
      )}
    </>
  );
}
