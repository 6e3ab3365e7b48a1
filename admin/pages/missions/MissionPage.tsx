import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Link, useParams } from 'react-router-dom';

import type { MissionRowDto } from '../../../server/contract';
import { useAllowed } from '../../allowed';
import { useListMissionsQuery } from '../../api/missions';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { DetailGrid } from '../../ui/DetailGrid';
import { Facts } from '../../ui/Facts';
import { Failure } from '../../ui/Failure';
import { Figure } from '../../ui/Figure';
import { ANEW } from '../../ui/list/ListView';
import { Panel } from '../../ui/Panel';
import { useKeepFocus } from '../../ui/useKeepFocus';
import { ActButton, ACTS_IN } from './ActButton';
import { MissionParts } from './MissionParts';
import { copyPath, editPath, missionsPath } from './paths';
import { Sentence } from './Sentence';
import { StatePill } from './StatePill';

/** Rewards → Missions → one mission (A12): what it says, in a sentence and in parts, and what came of it. */
export function MissionPage() {
  const { code = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES.missions}>
      {/* Another one is another page: no open dialogue goes along. */}
      <Mission key={code} code={code} />
    </Page.Protect>
  );
}

function Mission({ code }: { readonly code: string }) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useListMissionsQuery({}, ANEW);
  const mission = data?.find((one) => one.code === code);
  const isMissing = data !== undefined && mission === undefined && !isFetching;
  const title = mission?.name ?? (isMissing ? translate('missions.one.not-found') : code);
  useKeepFocus(mission?.state);
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={mission ? <Standing {...mission} /> : '\u00a0'}
        navigationAction={<BackButton fallback={missionsPath()} />}
        primaryAction={mission && <Acts mission={mission} />}
      />
      <Layouts.Content>
        {error && !isFetching && (
          <Failure error={error} what={translate('missions.one.failed')} onRetry={() => void refetch()} />
        )}
        {isMissing && (
          <LinkButton variant="secondary" tag={Link} to={missionsPath()}>
            {translate('missions.one.to-list')}
          </LinkButton>
        )}
        {mission && <Body mission={mission} />}
        {/* As high as a page, so that nothing jumps when it arrives. */}
        {!data && !error && <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="30rem" />}
      </Layouts.Content>
    </Page.Main>
  );
}

interface MissionProps {
  readonly mission: MissionRowDto;
}

function Standing({ code, state, version }: MissionRowDto) {
  const translate = useTranslate();
  return (
    <Flex gap={2} paddingTop={1} wrap="wrap">
      <StatePill state={state} />
      <Typography textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
        {code}
      </Typography>
      <Typography textColor="neutral600">
        {version === null ? translate('missions.version.none') : translate('missions.one.version', { version })}
      </Typography>
    </Flex>
  );
}

function Acts({ mission }: MissionProps) {
  const translate = useTranslate();
  const may = useAllowed();
  if (!may('saveMission')) return null;
  const { code, state } = mission;
  return (
    <Flex gap={2} wrap="wrap">
      <LinkButton variant="tertiary" tag={Link} to={copyPath(code)}>
        {translate('missions.duplicate')}
      </LinkButton>
      {state !== 'ended' && (
        <LinkButton variant="secondary" tag={Link} to={editPath(code)}>
          {translate('missions.edit')}
        </LinkButton>
      )}
      {may('changeMission') && ACTS_IN[state].map((act) => <ActButton key={act} {...{ mission, act }} />)}
    </Flex>
  );
}

function Body({ mission }: MissionProps) {
  const translate = useTranslate();
  const { payoutsPaid, payoutsPending, payoutsFailed } = mission;
  return (
    <DetailGrid>
      <div data-wide>
        <Panel title={translate('missions.one.sentence')}>
          <Sentence definition={mission.definition} />
        </Panel>
      </div>
      <Panel title={translate('missions.one.parts')}>
        <MissionParts mission={mission} />
      </Panel>
      <Panel title={translate('missions.one.payouts')}>
        <Facts
          facts={[
            { label: translate('missions.column.paid'), value: <Figure>{String(payoutsPaid)}</Figure> },
            { label: translate('missions.column.pending'), value: <Figure>{String(payoutsPending)}</Figure> },
            { label: translate('missions.column.failed'), value: <Figure>{String(payoutsFailed)}</Figure> },
          ]}
        />
      </Panel>
    </DetailGrid>
  );
}
