import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Truncated } from '../../ui/Truncated';

/** The member's name and handle; of one who has neither, the id. */
export function MemberCell({ member: { id, name, handle } }: { readonly member: LedgerRowDto['member'] }) {
  const translate = useTranslate();
  const at = handle === null ? null : `@${handle}`;
  const first = name ?? at ?? translate('ledger.member.unnamed');
  const second = name !== null ? at : at === null ? id : null;
  return (
    <>
      <Truncated fontWeight="semiBold">{first}</Truncated>
      {second !== null && (
        <Truncated variant="pi" textColor="neutral600">
          {second}
        </Truncated>
      )}
    </>
  );
}
