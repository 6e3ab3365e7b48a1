import { Box, Flex, LinkButton, Typography, VisuallyHidden } from '@strapi/design-system';
import { CheckCircle } from '@strapi/icons';
import { Link } from 'react-router-dom';
import { styled } from 'styled-components';

import type { FirstStepDto, FirstStepsDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { linksOf } from './links';
import { useStepWords } from './useStepWords';

interface StepProps {
  readonly of: FirstStepsDto;
  readonly step: FirstStepDto;
}

/** One step: whether it is done, and else what it means and where it is done, or who can do it. */
export function Step({ of: firstSteps, step }: StepProps) {
  const translate = useTranslate();
  const { name, done, allowed } = step;
  const { about, note } = useStepWords(firstSteps, step);
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      {done ? <CheckCircle width="2rem" height="2rem" fill="success600" aria-hidden /> : <Open aria-hidden />}
      <Body>
        <div>
          <Typography tag="h3" fontWeight="bold" textColor={done ? 'neutral600' : 'neutral800'}>
            {translate(`first-steps.name.${name}`)}
            {done && <VisuallyHidden> ({translate('first-steps.done')})</VisuallyHidden>}
          </Typography>
          {!done && (
            <Typography tag="p" textColor="neutral600" paddingTop={1}>
              {about}
            </Typography>
          )}
          {note !== undefined && (
            <Typography tag="p" textColor="neutral600" paddingTop={1}>
              {note}
            </Typography>
          )}
        </div>
        {!done && allowed && (
          <Flex gap={2} wrap="wrap">
            {linksOf(firstSteps, name).map(({ label, to }) => (
              <LinkButton key={label} variant="secondary" size="S" tag={Link} to={to}>
                {translate(label)}
              </LinkButton>
            ))}
          </Flex>
        )}
      </Body>
    </Flex>
  );
}

/** Beside the text where there is room, else below it. */
const Body = styled(Box)`
  flex: 1;
  min-width: 0;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: ${({ theme }) => `${theme.spaces[2]} ${theme.spaces[6]}`};
  > :first-child {
    flex: 1 1 32rem;
  }
  p {
    max-width: 72rem;
  }
`;

/** A ring of the size of the sign that something is done. */
const Open = styled.span`
  flex: none;
  width: 2rem;
  height: 2rem;
  border: 2px solid ${({ theme }) => theme.colors.neutral400};
  border-radius: 50%;
`;
