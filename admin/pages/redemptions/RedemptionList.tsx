import { Button } from '@strapi/design-system';

import { useListRedemptionsQuery } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import { Failure } from '../../ui/Failure';
import { ListEmpty } from '../../ui/ListEmpty';
import { ListPager } from '../../ui/ListPager';
import { Panel } from '../../ui/Panel';
import { useKeepFocus } from '../../ui/useKeepFocus';
import { useMemberName } from '../../ui/useMemberName';
import { RedemptionFilters } from './RedemptionFilters';
import { RedemptionTable } from './RedemptionTable';
import { useRedemptionAddress } from './useRedemptionAddress';

/** D9. Every attempt to redeem that the address asks for, newest first, and what can be done about those that are held. */
export function RedemptionList() {
  const translate = useTranslate();
  const nameOf = useMemberName();
  const address = useRedemptionAddress();
  const { data, error, isFetching, refetch } = useListRedemptionsQuery(address.list, {
    refetchOnMountOrArgChange: true,
  });
  const held = data?.rows.filter(({ status }) => status === 'held').map(({ id }) => id);
  // The buttons of a row go away with what was held.
  useKeepFocus(held?.join());
  const member = data?.rows.find(({ member: one }) => one.id === address.query.member)?.member;
  return (
    <div aria-busy={isFetching}>
      <Panel
        isBare
        title={data ? translate('redemptions.count', { total: data.total }) : translate('redemptions.list')}
      >
        <RedemptionFilters address={address} memberName={member && nameOf(member)} />
        {error && !isFetching ? (
          <Failure error={error} what={translate('redemptions.failed')} onRetry={() => void refetch()} />
        ) : (
          <>
            <RedemptionTable
              rows={data?.rows}
              isStale={isFetching && data !== undefined}
              empty={<Empty total={data?.total ?? 0} address={address} />}
              onActed={() => void refetch()}
            />
            <ListPager list={data} />
          </>
        )}
      </Panel>
    </div>
  );
}

interface EmptyProps {
  readonly total: number;
  readonly address: ReturnType<typeof useRedemptionAddress>;
}

function Empty({ total, address: { isFiltered, clear } }: EmptyProps) {
  const translate = useTranslate();
  if (!isFiltered) return <ListEmpty total={total}>{translate('redemptions.empty')}</ListEmpty>;
  return (
    <ListEmpty
      total={total}
      action={
        <Button variant="secondary" onClick={clear}>
          {translate('ledger.clear')}
        </Button>
      }
    >
      {translate('redemptions.no-match')}
    </ListEmpty>
  );
}
