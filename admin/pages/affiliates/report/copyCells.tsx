import { Flex, Tooltip } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { AffiliateEventRowDto } from '../../../../server/contract';
import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';
import { CopyButton } from '../../../ui/CopyButton';
import { prettyJson } from '../../../ui/prettyJson';
import { CodeLink } from '../../../ui/ShortId';

/** Its whole id, which leads to its page. */
export function IdCell({ id }: AffiliateEventRowDto) {
  const translate = useTranslate();
  return (
    <Flex gap={1}>
      <Whole to={pathOf('affiliate-events', id)}>{id}</Whole>
      <CopyButton text={id} aria-label={translate('id.copy', { id })} />
    </Flex>
  );
}

/** Where it was sent. */
export function UrlCell({ url }: AffiliateEventRowDto) {
  const translate = useTranslate();
  if (url === null) return <>{translate('affiliates.none')}</>;
  return (
    <Tooltip label={<Formatted>{url}</Formatted>}>
      <CopyButton
        text={url}
        name={translate('affiliates.copied.url')}
        aria-label={translate('affiliates.copy.url', { text: url })}
      >
        {url}
      </CopyButton>
    </Tooltip>
  );
}

/** What was or will be sent, and a value a line by hover and focus. */
export function PayloadCell({ payload }: AffiliateEventRowDto) {
  const translate = useTranslate();
  return (
    <Tooltip label={<Formatted>{prettyJson(payload)}</Formatted>}>
      <CopyButton
        text={payload}
        name={translate('affiliates.copied.payload')}
        aria-label={translate('affiliates.copy.payload', { text: payload })}
      >
        {payload}
      </CopyButton>
    </Tooltip>
  );
}

/** As wide as half of an id, which is broken in two. */
const Whole = styled(CodeLink)`
  width: 14ch;
  white-space: normal;
  overflow-wrap: anywhere;
`;

const Formatted = styled.pre`
  max-width: 48rem;
  max-height: 40rem;
  overflow: hidden;
  font-family: monospace;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;
