import { Typography } from '@strapi/design-system';

import type { AffiliateEventRowDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Truncated } from '../../../ui/Truncated';
import { UtcMoment, useUtcText } from '../../../ui/UtcMoment';
import { useEventWords } from './useEventWords';

/** When it was recorded, and under it when it was sent. */
export function CreatedCell({ createdAt, sentAt }: AffiliateEventRowDto) {
  const translate = useTranslate();
  const utcText = useUtcText();
  return (
    <>
      <Typography tag="div" textColor="neutral800">
        <UtcMoment at={createdAt} />
      </Typography>
      <Small>
        {sentAt === null ? translate('affiliates.not-sent') : translate('affiliates.sent-at', { at: utcText(sentAt) })}
      </Small>
    </>
  );
}

/** Its type, and under it its kind. */
export function TypeCell({ type, kind }: AffiliateEventRowDto) {
  const words = useEventWords();
  return (
    <>
      <Truncated>{words.type(type)}</Truncated>
      {kind !== null && <Caption>{kind}</Caption>}
    </>
  );
}

/** What it is about; the account by its title. */
export function RelatedCell(row: AffiliateEventRowDto) {
  const translate = useTranslate();
  const words = useEventWords();
  const { accountId } = row;
  const title = accountId === null ? undefined : translate('affiliates.related.account-id', { id: accountId });
  return (
    <Typography tag="div" ellipsis title={title ?? words.related(row)} textColor="neutral800">
      {words.related(row)}
    </Typography>
  );
}

/** Whose it is, and under it the system that it goes to. */
export function PartnerCell({ partner, link, system }: AffiliateEventRowDto) {
  const translate = useTranslate();
  return (
    <>
      <Truncated>{partner ?? link?.affiliate ?? translate('affiliates.none')}</Truncated>
      <Caption>{system.name}</Caption>
    </>
  );
}

/** Its amount in two decimals; exactly by its title. */
export function AmountCell({ currency, amount, shownAmount }: AffiliateEventRowDto) {
  const words = useEventWords();
  return (
    <span title={amount ?? undefined} style={{ whiteSpace: 'nowrap' }}>
      {words.amount(currency, shownAmount)}
    </span>
  );
}

/** When it was sent, or why it was not. */
export function OutcomeCell({ status, sentAt, error }: AffiliateEventRowDto) {
  const translate = useTranslate();
  if (status !== 'success') return <Truncated>{error ?? translate('affiliates.none')}</Truncated>;
  return sentAt === null ? <>{translate('affiliates.status.success')}</> : <UtcMoment at={sentAt} />;
}

/** What led to it: the first there is; all three by its title. */
export function ActionCell({ actionId, clickId, tid }: AffiliateEventRowDto) {
  const translate = useTranslate();
  const none = translate('affiliates.none');
  const [action, click, ofTid] = [actionId ?? none, clickId ?? none, tid ?? none];
  return (
    <Typography
      tag="div"
      ellipsis
      title={translate('affiliates.action.all', { action, click, tid: ofTid })}
      textColor="neutral800"
    >
      {actionId ?? clickId ?? tid ?? none}
    </Typography>
  );
}

function Caption({ children }: { readonly children: string }) {
  return (
    <Truncated variant="pi" textColor="neutral600">
      {children}
    </Truncated>
  );
}

function Small({ children }: { readonly children: string }) {
  return (
    <Typography tag="div" variant="pi" textColor="neutral600">
      {children}
    </Typography>
  );
}
