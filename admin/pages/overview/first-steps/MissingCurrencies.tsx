import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { WarningCircle } from '@strapi/icons';
import { useId } from 'react';
import { Link } from 'react-router-dom';
import { useTheme } from 'styled-components';

import type { FirstStepsDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { CREATE_CURRENCY } from './links';

/** Which currencies the configuration names without there being any, and where it does. */
export function MissingCurrencies({ of: { missingCurrencies, steps } }: { readonly of: FirstStepsDto }) {
  const translate = useTranslate();
  const { colors } = useTheme();
  const id = useId();
  if (missingCurrencies.length === 0) return null;
  // The same currency may stand in several places.
  const currencies = new Set(missingCurrencies.map(({ code }) => code)).size;
  const mayCreate = steps.some(({ name, allowed }) => name === 'currency' && allowed);
  return (
    <Box
      tag="section"
      aria-labelledby={id}
      background="warning100"
      borderColor="warning200"
      hasRadius
      padding={4}
      // On a dark page all grounds look alike, but not this edge.
      style={{ borderInlineStartWidth: 4, borderInlineStartColor: colors.warning600 }}
    >
      <Flex gap={4} wrap="wrap" justifyContent="space-between">
        <Flex flex="1 1 32rem" gap={3} alignItems="flex-start" role="alert">
          <WarningCircle width="2rem" height="2rem" fill="warning600" aria-hidden />
          <Box flex="1" minWidth={0}>
            <Typography id={id} tag="h2" fontWeight="semiBold" textColor="neutral800">
              {translate('first-steps.missing.title', { currencies })}
            </Typography>
            <ul>
              {missingCurrencies.map(({ code, setting }) => (
                <Typography key={setting} tag="li" textColor="neutral800" paddingTop={1}>
                  {translate('first-steps.missing.currency', { code, setting: `rewards.config.${setting}` })}
                </Typography>
              ))}
            </ul>
            <Typography tag="p" variant="pi" textColor="neutral800" paddingTop={1}>
              {translate('first-steps.missing.remedy', { currencies })}
            </Typography>
          </Box>
        </Flex>
        {mayCreate && (
          <LinkButton variant="tertiary" size="S" tag={Link} to={CREATE_CURRENCY.to}>
            {translate(CREATE_CURRENCY.label)}
          </LinkButton>
        )}
      </Flex>
    </Box>
  );
}
