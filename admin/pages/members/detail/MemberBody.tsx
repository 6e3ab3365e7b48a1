import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { MemberDetailDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Panel } from '../../../ui/Panel';
import { useAllowed } from '../../../allowed';
import { Badges } from './Badges';
import { Balances } from './Balances';
import { Consent } from './Consent';
import { Headline } from './Headline';
import { Holds } from './Holds';
import { LevelHistory } from './LevelHistory';
import { Lots } from './Lots';
import { MemberLedger } from './MemberLedger';
import { TierProgress } from './TierProgress';

/** Small panels stand beside each other where there is room, and stretch to the height of their row. */
const Columns = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 38rem), 1fr));
  gap: ${({ theme }) => theme.spaces[6]};
  align-items: start;
`;

export function MemberBody({ detail }: { readonly detail: MemberDetailDto }) {
  const translate = useTranslate();
  const may = useAllowed();
  const { member, holds, lots, levelHistory, totals } = detail;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Headline headline={detail.headline} />
      <Columns>
        <Panel title={translate('members.balances')}>
          <Balances balances={detail.balances} />
        </Panel>
        <TierProgress progress={detail.tierProgress} />
        <Panel title={translate('members.badges')}>
          <Badges badges={detail.badges} />
        </Panel>
        {may('getMemberConsent') && <Consent member={member.documentId} />}
      </Columns>
      {holds.length > 0 && (
        <Panel title={translate('members.holds')}>
          <Holds holds={holds} total={totals.holds} />
        </Panel>
      )}
      <MemberLedger member={member.documentId} />
      <Columns>
        <Panel title={translate('members.lots')}>
          {lots.length === 0 ? <None>{translate('members.lots.none')}</None> : <Lots lots={lots} total={totals.lots} />}
        </Panel>
        <Panel title={translate('members.levels')}>
          {levelHistory.length === 0 ? (
            <None>{translate('members.levels.none')}</None>
          ) : (
            <LevelHistory steps={levelHistory} total={totals.levelSteps} />
          )}
        </Panel>
      </Columns>
    </Flex>
  );
}

/** Said in a panel that has nothing to show. */
function None({ children }: { readonly children: string }) {
  return <Typography textColor="neutral600">{children}</Typography>;
}
