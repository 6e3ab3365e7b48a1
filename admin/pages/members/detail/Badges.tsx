import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { HeldBadgeDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';

const List = styled.ul`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
`;

/** B16. The badges that the member holds, since when, and who awarded them. */
export function Badges({ badges }: { readonly badges: readonly HeldBadgeDto[] }) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  if (badges.length === 0) return <Typography textColor="neutral600">{translate('members.badges.none')}</Typography>;
  return (
    <List>
      {badges.map(({ code, name, description, awardedAt, awardedBy }) => {
        const date = formatDate(awardedAt, { year: 'numeric', month: 'short', day: 'numeric' });
        return (
          <Box tag="li" key={code}>
            <Typography tag="div" fontWeight="semiBold">
              {name}
            </Typography>
            {description !== null && (
              <Typography tag="div" textColor="neutral700">
                {description}
              </Typography>
            )}
            <Typography tag="div" variant="pi" textColor="neutral600">
              {awardedBy === null
                ? translate('members.badges.on', { date })
                : translate('members.badges.by', { date, administrator: awardedBy })}
            </Typography>
          </Box>
        );
      })}
    </List>
  );
}
