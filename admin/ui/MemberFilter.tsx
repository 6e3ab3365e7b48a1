import { Flex, Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';

import { useTranslate } from '../translate';

/** Says that only one member's rows are shown, as a link from elsewhere asks for, and takes that back. */
export function MemberFilter({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const translate = useTranslate();
  return (
    <Flex>
      <Tag icon={<Cross aria-hidden />} label={translate('ledger.member.remove', { name })} onClick={onRemove}>
        {translate('ledger.member.only', { name })}
      </Tag>
    </Flex>
  );
}
