import { useNotification, BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Flex, LinkButton } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';

import type { AffiliateSystemDetailDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { useGetAffiliateSystemQuery } from '../../../api/affiliate-systems';
import { PAGES } from '../../../permissions';
import { useTranslate } from '../../../translate';
import { Failure } from '../../../ui/Failure';
import { useKeepFocus } from '../../../ui/useKeepFocus';
import { comparePath } from '../comparison/paths';
import { DeleteSystem } from './DeleteSystem';
import { HealthPanel } from './HealthPanel';
import { NEW, systemPath, systemsPath } from './paths';
import { SecretsPanel } from './SecretsPanel';
import { SwitchButton } from './SwitchButton';
import { SystemForm } from './SystemForm';

/** C11. One affiliate system: its settings, how it fares, its secrets; or one that is not there yet. */
export function SystemPage() {
  const { system = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES['affiliate-systems']}>
      {/* Another system is another page: no draft and no open dialogue goes along. */}
      {system === NEW ? <NewSystem /> : <SavedSystem key={system} code={system} />}
    </Page.Protect>
  );
}

function NewSystem() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const may = useAllowed();
  const { toggleNotification } = useNotification();
  const onSaved = ({ code, name }: AffiliateSystemDetailDto) => {
    toggleNotification({ type: 'success', message: translate('affiliate-systems.created', { name }) });
    // Once the form has let go of what stood in it.
    setTimeout(() => navigate(systemPath(code), { replace: true }));
  };
  if (!may('createAffiliateSystem')) return <Page.NoPermissions />;
  return (
    <SystemLayout title={translate('affiliate-systems.new')} subtitle={translate('affiliate-systems.new.about')}>
      <SystemForm detail={undefined} onSaved={onSaved} />
    </SystemLayout>
  );
}

function SavedSystem({ code }: { readonly code: string }) {
  const translate = useTranslate();
  const { currentData, error, isFetching, refetch } = useGetAffiliateSystemQuery(
    { system: code },
    { refetchOnMountOrArgChange: true },
  );
  const failure = error && !isFetching && (
    <Failure error={error} what={translate('affiliate-systems.one.failed')} onRetry={() => void refetch()} />
  );
  if (currentData) return <Detail detail={currentData} failure={failure} />;
  if (!failure) return <Page.Loading>{translate('affiliate-systems.loading')}</Page.Loading>;
  return <SystemLayout title={code}>{failure}</SystemLayout>;
}

function Detail({ detail, failure }: { readonly detail: AffiliateSystemDetailDto; readonly failure: ReactNode }) {
  const translate = useTranslate();
  const may = useAllowed();
  const { toggleNotification } = useNotification();
  useKeepFocus([detail.switch.isOn, ...detail.secrets.map(({ id }) => id)].join());
  const onSaved = ({ name }: AffiliateSystemDetailDto) =>
    toggleNotification({ type: 'success', message: translate('affiliate-systems.saved', { name }) });
  return (
    <SystemLayout
      title={detail.name}
      subtitle={detail.code}
      actions={
        <Flex gap={2} wrap="wrap">
          {may('compareAffiliateEvents') && (
            <LinkButton variant="tertiary" tag={Link} to={comparePath(detail.code)}>
              {translate('affiliate-comparisons.link')}
            </LinkButton>
          )}
          {may('switchAffiliateSystem') && (
            <>
              <DeleteSystem detail={detail} />
              <SwitchButton detail={detail} />
            </>
          )}
        </Flex>
      }
    >
      {failure}
      <Flex direction="column" alignItems="stretch" gap={6}>
        <HealthPanel detail={detail} />
        <SystemForm detail={detail} onSaved={onSaved} />
        <SecretsPanel detail={detail} />
      </Flex>
    </SystemLayout>
  );
}

interface SystemLayoutProps {
  readonly title: string;
  readonly subtitle?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

function SystemLayout({ title, subtitle, actions, children }: SystemLayoutProps) {
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={subtitle}
        navigationAction={<BackButton fallback={systemsPath()} />}
        primaryAction={actions}
      />
      <Layouts.Content>{children}</Layouts.Content>
    </Page.Main>
  );
}
