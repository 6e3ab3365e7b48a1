import { Box, Flex, LinkButton } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link, useParams } from 'react-router-dom';

import type { AffiliateEventDetailDto } from '../../../../../server/contract';
import { useAllowed } from '../../../../allowed';
import { useGetAffiliateEventQuery } from '../../../../api/affiliates';
import { pathOf } from '../../../../paths';
import { PAGES } from '../../../../permissions';
import { useTranslate } from '../../../../translate';
import { Failure } from '../../../../ui/Failure';
import { ANEW } from '../../../../ui/list/ListView';
import { OpenButton } from '../../../../ui/OpenButton';
import { statusOf } from '../../../../ui/useExplain';
import { useKeepFocus } from '../../../../ui/useKeepFocus';
import { ActDialog } from '../acts/ActDialog';
import { StatusPill } from '../StatusPill';
import { useEventWords } from '../useEventWords';
import { EventBody } from './EventBody';

/** Rewards → Affiliate events → one event: all that is known of it, at an address of its own. */
export function AffiliateEventPage() {
  const { event = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES['affiliate-events']}>
      {/* Another one is another page: no open dialogue goes along. */}
      <AffiliateEvent key={event} id={event} />
    </Page.Protect>
  );
}

function AffiliateEvent({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useGetAffiliateEventQuery({ event: id }, ANEW);
  const isMissing = error !== undefined && statusOf(error) === 404;
  const title = useTitle(data, isMissing);
  useKeepFocus(data?.event.status);
  const failure = error && !isFetching && (
    <Failure error={error} what={translate('affiliates.one.failed')} onRetry={() => void refetch()} />
  );
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={
          data ? (
            <Flex paddingTop={1}>
              <StatusPill status={data.event.status} />
            </Flex>
          ) : (
            '\u00a0'
          )
        }
        navigationAction={<BackButton fallback={pathOf('affiliate-events')} />}
        primaryAction={data && <Acts detail={data} onClosed={() => void refetch()} />}
      />
      <Layouts.Content>
        {isMissing ? (
          <LinkButton variant="secondary" tag={Link} to={pathOf('affiliate-events')}>
            {translate('affiliates.one.to-list')}
          </LinkButton>
        ) : (
          <>
            {failure}
            {data && <EventBody detail={data} />}
            {/* As high as a page, so that nothing jumps when it arrives. */}
            {!data && !failure && <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" />}
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function useTitle(detail: AffiliateEventDetailDto | undefined, isMissing: boolean): string {
  const translate = useTranslate();
  const words = useEventWords();
  if (isMissing) return translate('affiliates.one.not-found');
  if (!detail) return translate('affiliates.one');
  const { type, externalId } = detail.event;
  return translate('affiliates.one.title', { type: words.type(type), id: externalId });
}

interface ActsProps {
  readonly detail: AffiliateEventDetailDto;
  readonly onClosed: () => void;
}

/** F12. What can be done with it as it stands. */
function Acts({ detail: { event }, onClosed }: ActsProps) {
  const translate = useTranslate();
  const may = useAllowed();
  if (!may('actOnAffiliateEvents')) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {event.allows.map((act) => (
        <OpenButton
          key={act}
          label={translate(`affiliates.act.${act}`)}
          variant={act === 'retry' ? 'secondary' : 'danger-light'}
          onClosed={onClosed}
        >
          {(close) => <ActDialog act={act} target={{ events: [event.id] }} onDone={close} />}
        </OpenButton>
      ))}
    </Flex>
  );
}
