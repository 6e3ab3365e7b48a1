import { Flex, Typography } from '@strapi/design-system';

import type { ConsentsDto, MemberId } from '../../../../server/contract';
import { useGetMemberConsentQuery } from '../../../api/members';
import { useTranslate } from '../../../translate';
import { PartFailure } from '../../../ui/PartFailure';
import { Panel } from '../../../ui/Panel';
import { SmallPill } from '../../../ui/Pill';

const CONSENTS = [
  'publicProfile',
  'leaderboard',
  'alias',
  'notificationEmails',
] as const satisfies readonly (keyof ConsentsDto)[];

/** B15. What the member chose to show. It is theirs: administrators read it and change nothing. */
export function Consent({ member }: { readonly member: MemberId }) {
  const translate = useTranslate();
  const { currentData, error, isFetching, refetch } = useGetMemberConsentQuery(
    { member },
    { refetchOnMountOrArgChange: true },
  );
  return (
    <Panel title={translate('members.consent')}>
      {error && !isFetching ? (
        <PartFailure error={error} what={translate('members.consent.failed')} onRetry={() => void refetch()} />
      ) : (
        <Flex direction="column" alignItems="stretch" gap={3}>
          <Flex tag="dl" direction="column" alignItems="stretch" gap={3}>
            {CONSENTS.map((name) => (
              <Flex key={name} justifyContent="space-between" gap={4}>
                <Typography tag="dt">{translate(`members.consent.${name}`)}</Typography>
                <dd>{currentData ? <Answer given={currentData[name]} /> : <Typography aria-hidden>…</Typography>}</dd>
              </Flex>
            ))}
          </Flex>
          <Typography tag="p" variant="pi" textColor="neutral600">
            {translate('members.consent.read-only')}
          </Typography>
        </Flex>
      )}
    </Panel>
  );
}

function Answer({ given }: { readonly given: boolean }) {
  const translate = useTranslate();
  return given ? (
    <SmallPill tone="success">{translate('members.consent.yes')}</SmallPill>
  ) : (
    <SmallPill tone="neutral">{translate('members.consent.no')}</SmallPill>
  );
}
