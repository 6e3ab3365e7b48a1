import { Flex, Link as DesignLink } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import type { AffiliateEventDetailDto, AffiliateShownEventDto } from '../../../../../server/contract';
import { useAllowed } from '../../../../allowed';
import { pathOf } from '../../../../paths';
import { useTranslate } from '../../../../translate';
import { CopyButton } from '../../../../ui/CopyButton';
import type { Fact } from '../../../../ui/Facts';
import { UtcMoment } from '../../../../ui/UtcMoment';
import { useEventWords } from '../useEventWords';

/** What the event is and how it stands. */
export function useEventFacts({ event, corrections }: AffiliateEventDetailDto): Fact[] {
  const translate = useTranslate();
  const words = useEventWords();
  const { id, externalId, system, type, kind, createdAt, sentAt, error, currency, amount, shownAmount } = event;
  const { attempts, nextAttemptAt, url, causeEntry, causePayout, corrects } = event;
  const copyUrl = (text: string) => ({ text, name: translate('affiliates.copied.url') });
  // What an event mostly has not is told only where it has it.
  const facts: (Fact | null | '')[] = [
    { label: translate('affiliates.column.id'), value: <WithCopy text={id} />, isCode: true },
    { label: translate('affiliates.one.external-id'), value: externalId, isCode: true },
    { label: translate('affiliates.one.system'), value: `${system.name} (${system.code})` },
    { label: translate('affiliates.column.type'), value: words.type(type) },
    { label: translate('affiliates.one.kind'), value: kind },
    { label: translate('affiliates.one.created'), value: <UtcMoment at={createdAt} /> },
    { label: translate('affiliates.one.sent'), value: sentAt && <UtcMoment at={sentAt} /> },
    error === null ? null : { label: translate('affiliates.one.error'), value: error },
    { label: translate('column.currency'), value: currency },
    { label: translate('column.amount'), value: words.amount(currency, shownAmount) },
    amount === shownAmount ? null : { label: translate('affiliates.one.exact-amount'), value: amount, isCode: true },
    { label: translate('affiliates.one.attempts'), value: String(attempts) },
    nextAttemptAt && { label: translate('affiliates.one.next'), value: <UtcMoment at={nextAttemptAt} /> },
    { label: translate('affiliates.column.url'), value: url && <WithCopy {...copyUrl(url)} />, isCode: true },
    causeEntry && { label: translate('affiliates.one.cause'), value: <EntryLink id={causeEntry} />, isCode: true },
    causePayout && { label: translate('affiliates.one.payout'), value: causePayout, isCode: true },
    corrects && { label: translate('affiliates.one.corrects'), value: <EventLink id={corrects} />, isCode: true },
    corrections.length === 0
      ? null
      : {
          label: translate('affiliates.one.corrections'),
          value: corrections.map((one) => <EventLink key={one.id} id={one.id} />),
          isCode: true,
        },
  ];
  return facts.filter((fact): fact is Fact => Boolean(fact));
}

/** Whose it is and whom it is about. */
export function useAboutFacts({ partner, pid, link, ...event }: AffiliateShownEventDto): Fact[] {
  const translate = useTranslate();
  const ids: [label: string, id: string | null][] = [
    [translate('affiliates.one.pid'), pid],
    [translate('affiliates.one.link'), link?.externalId ?? null],
    [translate('affiliates.one.link-pid'), link?.pid ?? null],
    [translate('affiliates.one.link-stag'), link?.stag ?? null],
    [translate('affiliates.one.affiliate'), link?.affiliate ?? null],
    [translate('affiliates.one.subject'), event.subject],
    [translate('affiliates.one.user'), event.userId],
    [translate('affiliates.one.transaction'), event.transactionId],
    [translate('affiliates.one.account'), event.accountId],
    [translate('affiliates.one.action'), event.actionId],
    [translate('affiliates.one.click'), event.clickId],
    [translate('affiliates.one.tid'), event.tid],
  ];
  return [
    { label: translate('affiliates.one.partner'), value: partner },
    { label: translate('column.member'), value: event.member && <MemberOf id={event.member} />, isCode: true },
    ...ids.map(([label, value]) => ({ label, value, isCode: true })),
  ];
}

function WithCopy({ text, name }: { readonly text: string; readonly name?: string }) {
  const translate = useTranslate();
  return (
    <Flex gap={1} alignItems="flex-start">
      <span>{text}</span>
      <CopyButton
        text={text}
        {...(name !== undefined && { name })}
        aria-label={translate('id.copy', { id: name ?? text })}
      />
    </Flex>
  );
}

const EventLink = ({ id }: { readonly id: string }) => (
  <DesignLink tag={Link} to={pathOf('affiliate-events', id)}>
    {id}
  </DesignLink>
);

/** The ledger's row: a link to its page for whoever may see that. */
function EntryLink({ id }: { readonly id: string }) {
  const may = useAllowed();
  if (!may('getLedgerEntry')) return <>{id}</>;
  return (
    <DesignLink tag={Link} to={pathOf('ledger', id)}>
      {id}
    </DesignLink>
  );
}

function MemberOf({ id }: { readonly id: string }) {
  const may = useAllowed();
  if (!may('getMember')) return <>{id}</>;
  return (
    <DesignLink tag={Link} to={pathOf('members', id)}>
      {id}
    </DesignLink>
  );
}
