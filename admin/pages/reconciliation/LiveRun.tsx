import { Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { ReconciliationRunDto } from '../../../server/contract';
import { useTranslate } from '../../translate';

/** D6. How far a run has come: the members that it has looked at, of those that it has to. */
export function LiveRun({ run }: { readonly run: ReconciliationRunDto }) {
  const translate = useTranslate();
  const { membersProcessed: processed, membersInScope: scope, isCancelRequested } = run;
  const text = translate('reconciliation.progress', { processed, scope });
  return (
    <Place>
      <Typography tag="p" textColor="neutral800">
        {text}
      </Typography>
      <Track
        role="progressbar"
        aria-label={translate('reconciliation.current')}
        aria-valuemin={0}
        aria-valuemax={scope}
        aria-valuenow={Math.min(processed, scope)}
        aria-valuetext={text}
      >
        {/* Until a run has counted whom it looks at, it has come nowhere. */}
        <div style={{ width: `${scope === 0 ? 0 : Math.min(100, (processed / scope) * 100)}%` }} />
      </Track>
      <Typography tag="p" variant="pi" textColor="neutral600" role="status" minHeight="2rem">
        {isCancelRequested && translate('reconciliation.cancelling')}
      </Typography>
    </Place>
  );
}

const Place = styled.div`
  display: grid;
  gap: ${({ theme }) => theme.spaces[2]};
  padding-bottom: ${({ theme }) => theme.spaces[3]};
`;

const Track = styled.div`
  height: 0.8rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral200};
  overflow: hidden;
  > div {
    height: 100%;
    background: ${({ theme }) => theme.colors.primary600};
    transition: width 0.3s linear;
  }
  @media (prefers-reduced-motion: reduce) {
    > div {
      transition: none;
    }
  }
`;
