import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link, useParams } from 'react-router-dom';

import type { ClubEventPageDto } from '../../../../server/contract';
import { useGetClubEventQuery } from '../../../api/club';
import { pathOf } from '../../../paths';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { DetailGrid } from '../../../ui/DetailGrid';
import { Facts } from '../../../ui/Facts';
import { Failure } from '../../../ui/Failure';
import { ANEW } from '../../../ui/list/ListView';
import { MemberLink } from '../../../ui/MemberLink';
import { Panel } from '../../../ui/Panel';
import { Payload } from '../../../ui/Payload';
import { statusOf } from '../../../ui/useExplain';
import { UtcMoment } from '../../../ui/UtcMoment';
import { EventPill } from '../pills';
import { Decision } from './Decision';
import { Payouts } from './Payouts';
import { useDecisionWords } from './useDecisionWords';

/** Rewards → Events → one event: what was decided on it and why, at an address of its own (E22). */
export function ClubEventPage() {
  const { event = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES['club-events']}>
      <ClubEvent key={event} id={event} />
    </Page.Protect>
  );
}

function ClubEvent({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useGetClubEventQuery({ event: id }, ANEW);
  const isMissing = error !== undefined && statusOf(error) === 404;
  const title = isMissing
    ? translate('club.one.not-found')
    : data
      ? translate('club.one.title', { type: data.type, id: data.externalId })
      : translate('club.one');
  const failure = error && !isFetching && (
    <Failure error={error} what={translate('club.one.failed')} onRetry={() => void refetch()} />
  );
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={
          data ? (
            <Flex paddingTop={1}>
              <EventPill status={data.status} />
            </Flex>
          ) : (
            '\u00a0'
          )
        }
        navigationAction={<BackButton fallback={pathOf('club-events')} />}
      />
      <Layouts.Content>
        {isMissing ? (
          <LinkButton variant="secondary" tag={Link} to={pathOf('club-events')}>
            {translate('club.one.to-list')}
          </LinkButton>
        ) : (
          <>
            {failure}
            {data && <Body detail={data} />}
            {/* As high as a page, so that nothing jumps when it arrives. */}
            {!data && !failure && <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" />}
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function Body({ detail }: { readonly detail: ClubEventPageDto }) {
  const translate = useTranslate();
  const words = useDecisionWords();
  const { member, memberName, enteredBy, payload } = detail;
  return (
    <DetailGrid>
      <div data-wide>
        <Panel title={translate('club.one.why')}>
          <Typography
            tag="p"
            variant="delta"
            fontWeight="regular"
            textColor="neutral800"
            style={{ overflowWrap: 'anywhere' }}
          >
            {words.event(detail)}
          </Typography>
        </Panel>
      </div>
      <div>
        <Panel title={translate('club.payouts')}>
          <Payouts payouts={detail.payouts} />
        </Panel>
        <Panel title={translate('club.decision')}>
          <Decision detail={detail} />
        </Panel>
      </div>
      <div>
        <Panel title={translate('club.one.event')}>
          <Facts
            facts={[
              { label: translate('club.one.id'), value: detail.id, isCode: true },
              { label: translate('club.one.source'), value: detail.source, isCode: true },
              { label: translate('club.one.external-id'), value: detail.externalId, isCode: true },
              { label: translate('club.filter.type'), value: detail.type, isCode: true },
              {
                label: translate('column.member'),
                value: member && <MemberLink member={{ id: member, name: memberName, handle: null }} />,
              },
              { label: translate('club.one.occurred'), value: <UtcMoment at={detail.occurredAt} /> },
              { label: translate('club.column.received'), value: <UtcMoment at={detail.receivedAt} /> },
              { label: translate('club.one.entered-by'), value: enteredBy ? (enteredBy.name ?? enteredBy.id) : null },
            ]}
          />
        </Panel>
        {payload === null ? (
          <Panel title={translate('club.one.payload')}>
            <Typography>{translate('club.one.payload.dropped')}</Typography>
          </Panel>
        ) : (
          <Payload title={translate('club.one.payload')} text={payload} />
        )}
      </div>
    </DetailGrid>
  );
}
