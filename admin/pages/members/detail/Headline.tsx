import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { MemberBalanceDto, MemberDetailDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';

const Cards = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
`;

/** B15. The four figures that a member is known by. */
export function Headline({ headline }: Pick<MemberDetailDto, 'headline'>) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { points, reputation, level, badges } = headline;
  const balanceOf = (one: MemberBalanceDto | null) =>
    one === null ? translate('members.none') : formatDecimal(one.balance, locale, 'negative');
  return (
    <Cards>
      <Card label={points?.currency.name ?? translate('members.column.points')}>{balanceOf(points)}</Card>
      <Card label={reputation?.currency.name ?? translate('members.column.reputation')}>{balanceOf(reputation)}</Card>
      <Card label={translate('members.headline.level')}>{level ?? translate('members.none')}</Card>
      <Card label={translate('members.column.badges')}>{formatDecimal(String(badges), locale, 'negative')}</Card>
    </Cards>
  );
}

function Card({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={5} minWidth={0}>
      <Typography tag="dt" variant="sigma" textColor="neutral600">
        {label}
      </Typography>
      <Typography tag="dd" variant="alpha" ellipsis title={children} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Typography>
    </Box>
  );
}
