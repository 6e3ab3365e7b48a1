import { Flex, Typography } from '@strapi/design-system';

import type { AffiliateRequestInput, AffiliateTestDto } from '../../../../server/contract';
import { useSendAffiliateTestMutation } from '../../../api/affiliate-systems';
import { useTranslate } from '../../../translate';
import { ActDialog } from '../../../ui/ActDialog';
import { OpenButton } from '../../../ui/OpenButton';
import { Pill } from '../../../ui/Pill';
import { useDuration } from '../../../ui/useDuration';
import { useTellGuard } from './GuardVerdict';
import { Code } from './PreviewPane';
import type { Preview } from './usePreview';

/** F12. Sends the request once for real, and shows what came of it. */
export function TestPane({ preview: { wanted, data } }: { readonly preview: Preview }) {
  const translate = useTranslate();
  const [send, { data: result, error }] = useSendAffiliateTestMutation();
  const host = data?.guard?.host ?? '';
  const confirm = async (request: AffiliateRequestInput) => !('error' in (await send(request)));
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex>
        <OpenButton
          variant="secondary"
          label={translate('affiliate-systems.test')}
          disabled={wanted === null || !data?.request}
        >
          {(close) => (
            <ActDialog
              title={translate('affiliate-systems.test')}
              explanation={translate('affiliate-systems.test.explanation', { host })}
              confirm={translate('affiliate-systems.test.confirm')}
              error={error}
              onConfirm={() => (wanted === null ? Promise.resolve(false) : confirm(wanted))}
              onDone={close}
            />
          )}
        </OpenButton>
      </Flex>
      {result && <Result result={result} />}
    </Flex>
  );
}

function Result({ result }: { readonly result: AffiliateTestDto }) {
  const { isSuccess, httpStatus, durationMs, error, refusal, isTriedAgain, answer, webhookId } = result;
  const translate = useTranslate();
  const durationOf = useDuration();
  const tellGuard = useTellGuard();
  const status = httpStatus === null ? translate('affiliate-systems.test.no-answer') : `HTTP ${httpStatus}`;
  const why = refusal === null ? error : tellGuard(refusal);
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      role="group"
      aria-live="polite"
      aria-label={translate('affiliate-systems.test.result')}
      background="neutral100"
      hasRadius
      padding={4}
    >
      <Flex gap={2} wrap="wrap">
        <Pill tone={isSuccess ? 'success' : 'danger'}>
          {isSuccess ? translate('affiliate-systems.test.success') : translate('affiliate-systems.test.failed')}
        </Pill>
        <Typography textColor="neutral800">{`${status} · ${durationOf(durationMs)}`}</Typography>
      </Flex>
      {!isSuccess && why !== null && (
        <Typography textColor="danger700" style={{ overflowWrap: 'anywhere' }}>
          {why}
        </Typography>
      )}
      {!isSuccess && (
        <Typography variant="pi" textColor="neutral700">
          {isTriedAgain
            ? translate('affiliate-systems.test.tried-again')
            : translate('affiliate-systems.test.not-again')}
        </Typography>
      )}
      {answer !== null && answer !== '' && <Code>{answer}</Code>}
      <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
        {translate('affiliate-systems.test.id', { id: webhookId })}
      </Typography>
    </Flex>
  );
}
