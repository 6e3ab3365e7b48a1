import type { DiscrepancyDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { useAllowed } from '../../../useAllowed';
import { Facts } from '../../entry/Facts';
import { MemberLink } from '../../../ui/MemberLink';
import { Value } from '../Value';

/** Whose figure it is, what it should be, and what it is. */
export function Finding({ discrepancy }: { readonly discrepancy: DiscrepancyDto }) {
  const translate = useTranslate();
  const may = useAllowed();
  const { member, currency, field, subject, accountId, id } = discrepancy;
  return (
    <Facts
      facts={[
        {
          label: translate('reconciliation.member'),
          value: <MemberLink member={member} isLink={may('getMember')} />,
        },
        { label: translate('ledger.currency'), value: currency.name },
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
