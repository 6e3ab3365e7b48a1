import { Box, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { styled } from 'styled-components';

import type { MemberBalanceDto, MemberDetailDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { formatDecimal } from '../../../ui/decimal';
import { LargeFigure } from '../../../ui/LargeFigure';

const Cards = styled.dl`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: ${({ theme }) => theme.spaces[4]};
  /* Where four have no room, two and two. */
  @media (max-width: 1079px) {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
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
      <Card label={points?.currency.name ?? translate('members.column.points')} figure={balanceOf(points)} />
      <Card
        label={reputation?.currency.name ?? translate('members.column.reputation')}
        figure={balanceOf(reputation)}
      />
      <Card label={translate('members.headline.level')} text={level ?? translate('members.none')} />
      <Card label={translate('members.column.badges')} figure={formatDecimal(String(badges), locale, 'negative')} />
    </Cards>
  );
}

interface CardProps {
  readonly label: string;
  readonly figure?: string;
  readonly text?: string;
}

/** A text may be cut off, and is told in full by its title; a figure may not. */
function Card({ label, figure, text }: CardProps) {
  return (
    <Box background="neutral0" shadow="tableShadow" hasRadius padding={5} minWidth={0}>
      <Typography tag="dt" variant="sigma" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {label}
      </Typography>
      {figure !== undefined && (
        <LargeFigure tag="dd" variant="alpha">
          {figure}
        </LargeFigure>
      )}
      {text !== undefined && (
        <Typography tag="dd" variant="alpha" ellipsis title={text}>
          {text}
        </Typography>
      )}
    </Box>
  );
}
