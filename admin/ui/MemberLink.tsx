import type { MemberNameDto } from '../../server/contract';
import { useAllowed } from '../allowed';
import { pathOf } from '../paths';
import { RowLink } from './RowLink';
import { Truncated } from './Truncated';
import { useMemberName } from './useMemberName';

interface MemberLinkProps {
  readonly member: MemberNameDto;
  readonly email?: string | null;
  readonly isAnonymised?: boolean;
}

/**
 * The member's name, which leads to their page, and under it what tells two of one name apart. Whoever may not see the
 * page gets the name alone.
 */
export function MemberLink({ member, email = null, isAnonymised = false }: MemberLinkProps) {
  const may = useAllowed();
  const name = useMemberName()(member, isAnonymised);
  const handle = member.name === null || member.handle === null ? null : `@${member.handle}`;
  const second = [handle, email].filter((part) => part !== null).join(' · ') || (member.name === null ? member.id : '');
  return (
    <>
      {may('getMember') ? (
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
