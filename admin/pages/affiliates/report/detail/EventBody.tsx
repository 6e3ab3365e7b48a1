import type { AffiliateEventDetailDto } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { Facts } from '../../../../ui/Facts';
import { DetailGrid } from '../../../../ui/DetailGrid';
import { Panel } from '../../../../ui/Panel';
import { History } from './History';
import { Payload } from '../../../../ui/Payload';
import { useAboutFacts, useEventFacts } from './useFacts';

/** All that is known of an event: what it is, whom it is about, what was sent, and what happened. */
export function EventBody({ detail }: { readonly detail: AffiliateEventDetailDto }) {
  const translate = useTranslate();
  const { event, savedPayload, payload, requestBody } = detail;
  const eventFacts = useEventFacts(detail);
  const aboutFacts = useAboutFacts(event);
  return (
    <DetailGrid>
      <Panel title={translate('affiliates.one.event')}>
        <Facts facts={eventFacts} />
      </Panel>
      <Panel title={translate('affiliates.one.about')}>
        <Facts facts={aboutFacts} />
      </Panel>
      <div>
        <Payload
          title={translate('affiliates.one.saved')}
          about={translate('affiliates.one.saved.about')}
          text={savedPayload}
        />
        {/* What was sent is mostly what was recorded. */}
        {payload !== savedPayload && <Payload title={translate('affiliates.one.payload')} text={payload} />}
        {requestBody !== null && requestBody !== savedPayload && (
          <Payload title={translate('affiliates.one.request-body')} text={requestBody} />
        )}
      </div>
      <Panel title={translate('affiliates.one.history')}>
        <History detail={detail} />
      </Panel>
    </DetailGrid>
  );
}
