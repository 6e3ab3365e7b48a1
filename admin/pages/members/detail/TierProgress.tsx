import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { TierProgressDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';
import { Panel } from '../../../ui/Panel';
import { Pill } from '../../../ui/Pill';

/** Strapi's own bar is as pale as its ground in the light theme. */
const Bar = styled.div<{ $percent: number }>`
  height: ${({ theme }) => theme.spaces[2]};
  border-radius: ${({ theme }) => theme.spaces[1]};
  background: ${({ theme }) => theme.colors.neutral200};
  overflow: hidden;
  &::after {
    content: '';
    display: block;
    height: 100%;
    width: ${({ $percent }) => $percent}%;
    background: ${({ theme }) => theme.colors.primary600};
  }
`;

/** D7. The member's tier, the way to the next one, and what is still to be earned for it. */
export function TierProgress({ progress }: { readonly progress: TierProgressDto | null }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  // No currency drives tiers.
  if (progress === null) return null;
  const { currency, tier, next, remaining, percent } = progress;
  const told =
    next === null
      ? translate('members.tier.top')
      : translate('members.tier.remaining', {
          remaining: formatDecimal(remaining, locale, 'negative'),
          currency: currency.name,
          tier: next.name,
        });
  return (
    <Panel title={translate('members.tier')}>
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex justifyContent="space-between" gap={2}>
          {tier === null ? (
            <Typography textColor="neutral600">{translate('members.tier.none')}</Typography>
          ) : (
            <Pill tone="alternative">{tier.name}</Pill>
          )}
          {next !== null && <Typography textColor="neutral600">{next.name}</Typography>}
        </Flex>
        <Bar
          role="progressbar"
          aria-label={translate('members.tier.progress')}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuetext={told}
          $percent={percent}
        />
        <Typography textColor="neutral800">{told}</Typography>
        {tier !== null && (
          <Box>
            <Typography variant="pi" textColor="neutral600">
              {translate('members.tier.terms', {
                multiplier: formatDecimal(tier.multiplier, locale, 'negative'),
                discount: formatDecimal(tier.discountPercent, locale, 'negative'),
              })}
            </Typography>
          </Box>
        )}
      </Flex>
    </Panel>
  );
}
