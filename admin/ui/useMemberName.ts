import { useCallback } from 'react';

import type { MemberNameDto } from '../../server/contract';
import { useTranslate } from '../translate';

/** What a member is called: by name, else by handle; of one who has neither, that there is none. */
export function useMemberName(): (member: Pick<MemberNameDto, 'name' | 'handle'>, isAnonymised?: boolean) => string {
  const translate = useTranslate();
  return useCallback(
    ({ name, handle }, isAnonymised = false) => {
      if (isAnonymised) return translate('members.anonymised');
      return name ?? (handle === null ? translate('ledger.member.unnamed') : `@${handle}`);
    },
    [translate],
  );
}
