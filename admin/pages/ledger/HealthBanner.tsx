import { Box, Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { ArrowClockwise, CheckCircle, WarningCircle } from '@strapi/icons';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';
import { useTheme } from 'styled-components';

import type { LedgerHealthDto, RebuildDto } from '../../../server/contract';
import { useCheckLedgerMutation, useGetLedgerHealthQuery } from '../../api/ledger';
import { useTranslate } from '../../translate';
import { TO_THE_MINUTE } from '../../ui/instantFormat';
import { PartFailure } from '../../ui/PartFailure';
import { useAllowed } from '../../allowed';
import { discrepanciesPath } from '../../paths';
import { DriftFindings } from './DriftFindings';
import { LeftAlone } from './LeftAlone';
import { RebuildButton } from './RebuildButton';

/** B12. Whether every projection matches the ledger, as the last check found it, and what can be done where not. */
export function HealthBanner() {
  const translate = useTranslate();
  const { colors } = useTheme();
  const { data: health, error, isFetching, refetch } = useGetLedgerHealthQuery({}, { refetchOnMountOrArgChange: true });
  const [check, checking] = useCheckLedgerMutation();
  const [rebuilt, setRebuilt] = useState<RebuildDto>();
  const may = useAllowed();
  const failure = checking.error ?? (isFetching ? undefined : error);
  const tone = !health ? 'neutral' : health.accountsDrifted === 0 ? 'success' : 'warning';

  return (
    <Box
      background={`${tone}100`}
      borderColor={`${tone}200`}
      hasRadius
      padding={4}
      marginBottom={5}
      // As high as with its text, so that the page does not jump.
      minHeight="7.2rem"
      // On a dark page all grounds look alike, but not this edge.
      style={{ borderInlineStartWidth: 4, borderInlineStartColor: colors[`${tone}600`] }}
    >
      <Flex gap={4} wrap="wrap" justifyContent="space-between">
        <div role="status">{health && <Verdict {...health} />}</div>
        <Flex gap={2} wrap="wrap">
          {health && health.accountsDrifted > 0 && may('getReconciliation') && (
            <LinkButton variant="tertiary" size="S" tag={Link} to={discrepanciesPath({})}>
              {translate('health.reconciliation')}
            </LinkButton>
          )}
          <Button
            variant="tertiary"
            size="S"
            startIcon={<ArrowClockwise aria-hidden />}
            loading={checking.isLoading}
            onClick={() => void check({})}
          >
            {translate('health.check')}
          </Button>
          {may('rebuildProjections') && <RebuildButton onDone={setRebuilt} />}
        </Flex>
      </Flex>
      {rebuilt && rebuilt.accountsLeftAlone > 0 && <LeftAlone {...rebuilt} />}
      {health && health.findings.length > 0 && <DriftFindings findings={health.findings} />}
      {failure && <PartFailure error={failure} onRetry={checking.error ? undefined : () => void refetch()} />}
    </Box>
  );
}

function Verdict({ accountsChecked, accountsDrifted, checkedAt }: LedgerHealthDto) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const at = formatDate(checkedAt, TO_THE_MINUTE);
  const isSound = accountsDrifted === 0;
  const Sign = isSound ? CheckCircle : WarningCircle;
  return (
    <Flex gap={3} alignItems="flex-start">
      <Sign width="2rem" height="2rem" fill={isSound ? 'success600' : 'warning600'} aria-hidden />
      <div>
        <Typography tag="div" fontWeight="semiBold" textColor="neutral800">
          {isSound ? translate('health.sound') : translate('health.drifted', { accounts: accountsDrifted })}
        </Typography>
        <Typography tag="div" variant="pi" textColor="neutral800">
          {translate('health.checked', { accounts: accountsChecked, at })}
          {!isSound && ` ${translate('health.safe')}`}
        </Typography>
      </div>
    </Flex>
  );
}
