import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { AffiliateRequestPreviewDto, AffiliateShownRequestDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import { Panel } from '../../../ui/Panel';
import { PreviewFrame } from '../../../ui/PreviewFrame';
import { useExplain } from '../../../ui/useExplain';
import { ChoiceField, TextField } from '../../../ui/fields';
import type { SystemDraft } from './draft';
import { GuardVerdict } from './GuardVerdict';
import { TestPane } from './TestPane';
import type { Preview } from './usePreview';
import { withoutTemplate } from './useSystemForm';

interface PreviewPaneProps {
  readonly preview: Preview;
  readonly draft: SystemDraft;
  readonly code: string | undefined;
}

/** F12. Beside the fields: the exact request, what the guard says of it, and the test that sends it once. */
export function PreviewPane({ preview, code }: PreviewPaneProps) {
  const translate = useTranslate();
  const explain = useExplain();
  const { data, error, choice, wanted } = preview;
  const sentence = () => {
    if (error) return explain(error);
    if (wanted === null) return translate('affiliate-systems.preview.empty');
    return data && data.problems.length > 0 ? translate('affiliate-systems.preview.problems') : undefined;
  };
  return (
    <Sticky>
      <Panel title={translate('affiliate-systems.preview')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <ChoiceField
            name="event"
            label={translate('affiliate-systems.preview.event')}
            value={choice}
            options={[
              ...(code === undefined ? [] : ([['latest', translate('affiliate-systems.preview.latest')]] as const)),
              ['sample', translate('affiliate-systems.preview.sample')],
              ...(code === undefined ? [] : ([['id', translate('affiliate-systems.preview.by-id')]] as const)),
            ]}
            onChange={preview.setChoice}
            error={undefined}
          />
          {choice === 'id' && (
            <TextField
              name="eventId"
              label={translate('affiliate-systems.preview.event-id')}
              value={preview.eventId}
              onChange={preview.setEventId}
              error={undefined}
            />
          )}
          <PreviewFrame
            label={translate('affiliate-systems.preview')}
            isLoading={preview.isLoading}
            loading={translate('affiliate-systems.preview.loading')}
            sentence={sentence()}
            onRetry={error && preview.retry}
          >
            {data && <PreviewBody data={data} />}
          </PreviewFrame>
          <TestPane preview={preview} />
        </Flex>
      </Panel>
    </Sticky>
  );
}

function PreviewBody({ data }: { readonly data: AffiliateRequestPreviewDto }) {
  const { problems, source, request, message, guard, missingSecrets } = data;
  const translate = useTranslate();
  const { formatDate } = useIntl();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {problems.length > 0 && (
        <Problems>
          {problems.map(({ field, problem }) => (
            <li key={`${field} ${problem}`}>
              <code>{withoutTemplate(field)}</code> {problem}
            </li>
          ))}
        </Problems>
      )}
      {source && (
        <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
          {source.kind === 'sample'
            ? translate('affiliate-systems.preview.of-sample')
            : translate('affiliate-systems.preview.of-event', {
                ...{ type: source.type, id: source.externalId },
                at: formatDate(source.createdAt, TO_THE_MINUTE),
              })}
        </Typography>
      )}
      {message !== null && <Typography textColor="danger700">{message}</Typography>}
      {missingSecrets.length > 0 && (
        <Box background="warning100" hasRadius padding={3}>
          <Typography textColor="neutral800">
            {translate('affiliate-systems.secrets.missing', { names: missingSecrets.join(', ') })}
          </Typography>
        </Box>
      )}
      {request && <Request request={request} />}
      {guard && <GuardVerdict guard={guard} />}
    </Flex>
  );
}

/** As it goes out, its secrets hidden. */
export function Request({ request }: { readonly request: AffiliateShownRequestDto }) {
  const { method, url, headers, body } = request;
  const head = headers.map(({ name, value }) => `${name}: ${value}`);
  return <Code>{[`${method} ${url}`, ...head, ...(body === null ? [] : ['', body])].join('\n')}</Code>;
}

export const Code = styled.pre`
  margin: 0;
  padding: ${({ theme }) => theme.spaces[3]};
  font-family: monospace;
  font-size: ${({ theme }) => theme.fontSizes[1]};
  line-height: 1.6;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  color: ${({ theme }) => theme.colors.neutral800};
  background: ${({ theme }) => theme.colors.neutral0};
  border: 1px solid ${({ theme }) => theme.colors.neutral150};
  border-radius: ${({ theme }) => theme.borderRadius};
`;

const Problems = styled.ul`
  display: grid;
  gap: ${({ theme }) => theme.spaces[2]};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: ${({ theme }) => theme.lineHeights[4]};
  color: ${({ theme }) => theme.colors.danger700};
  overflow-wrap: anywhere;
  code {
    font-family: monospace;
  }
`;

/** Stays in sight while the fields beside it scroll. */
const Sticky = styled.div`
  > section {
    position: sticky;
    top: ${({ theme }) => theme.spaces[4]};
  }
`;
