import type { FirstStepDto, FirstStepsDto } from '../../../../server/contract';
import { styled } from 'styled-components';

import { Step } from './Step';

interface StepListProps {
  readonly of: FirstStepsDto;
  readonly steps: readonly FirstStepDto[];
}

/** Steps, one below the other, in the order in which they are best done. */
export function StepList({ of: firstSteps, steps }: StepListProps) {
  return (
    <List>
      {steps.map((step) => (
        <Step key={step.name} of={firstSteps} step={step} />
      ))}
    </List>
  );
}

const List = styled.ol`
  > li {
    padding-block: ${({ theme }) => theme.spaces[4]};
  }
  > li + li {
    border-top: 1px solid ${({ theme }) => theme.colors.neutral150};
  }
  > li:last-child {
    padding-bottom: 0;
  }
`;
