import type { DiscrepancyDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Facts } from '../../../ui/Facts';
import { MemberLink } from '../../../ui/MemberLink';
import { Value } from '../Value';

/** Whose figure it is, what it should be, and what it is. */
export function Finding({ discrepancy }: { readonly discrepancy: DiscrepancyDto }) {
  const translate = useTranslate();
  const { member, currency, field, subject, accountId, id } = discrepancy;
  return (
    <Facts
      facts={[
        {
          label: translate('column.member'),
          value: <MemberLink member={member} />,
        },
        { label: translate('column.currency'), value: currency.name },
        { label: translate('reconciliation.figure'), value: field, isCode: true },
        {
          label: translate('reconciliation.column.expected'),
          value: <Value row={discrepancy} of="expected" isWhole />,
        },
        { label: translate('reconciliation.column.actual'), value: <Value row={discrepancy} of="actual" isWhole /> },
        {
          label: translate('reconciliation.column.difference'),
          value: <Value row={discrepancy} of="difference" isWhole />,
        },
        { label: translate('reconciliation.subject'), value: subject, isCode: true },
        { label: translate('reconciliation.account'), value: accountId, isCode: true },
        { label: translate('reconciliation.id'), value: id, isCode: true },
      ]}
    />
  );
}
