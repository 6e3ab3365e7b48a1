import { BackButton, Layouts, Page, useNotification } from '@strapi/strapi/admin';
import { Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useIntl } from 'react-intl';
import { useNavigate, useParams, useSearchParams } from 'react-router-dom';

import type { MissionDto, MissionRowDto } from '../../../../server/contract';
import { useListMissionsQuery } from '../../../api/missions';
import { permissionsOf } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { Failure } from '../../../ui/Failure';
import { ANEW } from '../../../ui/list/ListView';
import { FROM, missionPath, missionsPath } from '../paths';
import { draftOf, EMPTY } from './draft';
import { MissionForm } from './MissionForm';

const MAY_SAVE = permissionsOf('saveMission');

/** A12. The form of a mission that is not there yet, or of one that is. */
export function MissionFormPage() {
  const { code } = useParams();
  const [address] = useSearchParams();
  const from = address.get(FROM) ?? undefined;
  return (
    <Page.Protect permissions={MAY_SAVE}>
      {/* Another one is another page: no draft goes along. */}
      <Loaded key={`${code ?? ''}/${from ?? ''}`} code={code} from={from} />
    </Page.Protect>
  );
}

interface LoadedProps {
  readonly code: string | undefined;
  /** Which one is duplicated. */
  readonly from: string | undefined;
}

function Loaded({ code, from }: LoadedProps) {
  const translate = useTranslate();
  const { data, error, isFetching, refetch } = useListMissionsQuery({}, ANEW);
  const mission = data?.find((one) => one.code === (code ?? from));
  const title =
    code === undefined ? translate('missions.new') : translate('missions.edit.title', { name: mission?.name ?? code });
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        navigationAction={<BackButton fallback={code === undefined ? missionsPath() : missionPath(code)} />}
      />
      <Layouts.Content>
        {error && !isFetching && (
          <Failure error={error} what={translate('missions.one.failed')} onRetry={() => void refetch()} />
        )}
        {data && code !== undefined && !mission && (
          <Typography textColor="neutral800">{translate('missions.one.not-found')}</Typography>
        )}
        {data && code !== undefined && mission?.state === 'ended' && (
          <Typography textColor="neutral800">{translate('missions.ended')}</Typography>
        )}
        {data && (code === undefined || (mission && mission.state !== 'ended')) && (
          <Form code={code} mission={mission} />
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

interface FormProps {
  readonly code: string | undefined;
  readonly mission: MissionRowDto | undefined;
}

function Form({ code, mission }: FormProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { locale } = useIntl();
  const { toggleNotification } = useNotification();
  // As the mission was when the page was opened.
  const [first] = useState(() => {
    const draft = mission ? draftOf(mission, locale) : EMPTY;
    return code === undefined ? { ...draft, code: '' } : draft;
  });
  const onSaved = ({ code: saved, name }: MissionDto) => {
    const message =
      code === undefined ? translate('missions.created', { name }) : translate('missions.saved', { name });
    toggleNotification({ type: 'success', message });
    // Once the form has let go of what stood in it.
    setTimeout(() => navigate(missionPath(saved), { replace: true }));
  };
  return (
    <MissionForm
      {...{ code, first, onSaved }}
      isInForce={code !== undefined && mission !== undefined && mission.state !== 'draft'}
    />
  );
}
