import { Box, Flex, LinkButton } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link, useParams } from 'react-router-dom';

import type { DiscrepancyDto } from '../../../../server/contract';
import { useGetDiscrepancyQuery } from '../../../api/reconciliation';
import { pathOf } from '../../../paths';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { Failure } from '../../../ui/Failure';
import { statusOf } from '../../../ui/useExplain';
import { useKeepFocus } from '../../../ui/useKeepFocus';
import { useMemberName } from '../../../ui/useMemberName';
import { SeverityPill, StatusPill } from '../Pills';
import { Actions } from './Actions';
import { DiscrepancyBody } from './DiscrepancyBody';

/** Rewards → Reconciliation → one discrepancy: what is untrue, the proof of it, and its life, at an address of its own. */
export function DiscrepancyPage() {
  const { discrepancy = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES.reconciliation}>
      {/* Another one is another page: no open dialogue goes along. */}
      <Discrepancy key={discrepancy} id={discrepancy} />
    </Page.Protect>
  );
}

function Discrepancy({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useGetDiscrepancyQuery(
    { discrepancy: id },
    { refetchOnMountOrArgChange: true },
  );
  const isMissing = error !== undefined && statusOf(error) === 404;
  const title = useTitle(data, isMissing);
  useKeepFocus(data?.status);
  // Beside what is there already, and whatever is being typed.
  const failure = error && !isFetching && (
    <Failure error={error} what={translate('reconciliation.one.failed')} onRetry={() => void refetch()} />
  );
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={data ? <Standing discrepancy={data} /> : '\u00a0'}
        navigationAction={<BackButton fallback={pathOf('reconciliation')} />}
        primaryAction={data && <Actions discrepancy={data} onClosed={() => void refetch()} />}
      />
      <Layouts.Content>
        {isMissing ? (
          <LinkButton variant="secondary" tag={Link} to={pathOf('reconciliation')}>
            {translate('reconciliation.one.to-list')}
          </LinkButton>
        ) : (
          <>
            {failure}
            {data && <DiscrepancyBody discrepancy={data} />}
            {/* As high as a page, so that nothing jumps when it arrives. */}
            {!data && !failure && <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" />}
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

/** What is untrue, and of whom; until that is known, only that something is. */
function useTitle(discrepancy: DiscrepancyDto | undefined, isMissing: boolean): string {
  const translate = useTranslate();
  const nameOf = useMemberName();
  if (isMissing) return translate('reconciliation.one.not-found');
  if (!discrepancy) return translate('reconciliation.one');
  const { kind, member } = discrepancy;
  return translate('reconciliation.row', { kind: translate(`reconciliation.kind.${kind}`), member: nameOf(member) });
}

function Standing({ discrepancy: { severity, status } }: { readonly discrepancy: DiscrepancyDto }) {
  return (
    <Flex gap={2} paddingTop={1}>
      <SeverityPill severity={severity} />
      <StatusPill status={status} />
    </Flex>
  );
}
