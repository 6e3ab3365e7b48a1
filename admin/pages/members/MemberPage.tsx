import { Flex, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { useParams } from 'react-router-dom';

import type { MemberDetailDto } from '../../../server/contract';
import { useGetMemberQuery } from '../../api/members';
import { PAGES } from '../../permissions';
import { useTranslate } from '../../translate';
import { pathOf } from '../../paths';
import { Failure } from '../../ui/Failure';
import { FileButton } from '../../ui/FileButton';
import { useAllowed } from '../../allowed';
import { AdjustDialog } from './detail/AdjustDialog';
import { AwardDialog } from './detail/AwardDialog';
import { MemberBody } from './detail/MemberBody';
import { EditMember } from './edit/EditMember';
import { MemberNotFound } from './detail/MemberNotFound';
import { statusOf } from '../../ui/useExplain';
import { useMemberName } from '../../ui/useMemberName';

/** B15. Everything about one member. */
export function MemberPage() {
  const { member = '' } = useParams();
  return (
    <Page.Protect permissions={PAGES.members}>
      {/* Another member is another page: no draft and no open dialogue goes along. */}
      <Member key={member} member={member} />
    </Page.Protect>
  );
}

function Member({ member }: { readonly member: string }) {
  const translate = useTranslate();
  const { currentData, error, isFetching, refetch } = useGetMemberQuery(
    { member },
    { refetchOnMountOrArgChange: true },
  );
  if (error && !isFetching && statusOf(error) === 404) return <MemberNotFound />;
  const failure = error && !isFetching && (
    <Failure error={error} what={translate('members.one.failed')} onRetry={() => void refetch()} />
  );
  if (!currentData) return failure || <Page.Loading>{translate('members.one.loading')}</Page.Loading>;
  return <Detail detail={currentData} isFetching={isFetching} failure={failure} />;
}

interface DetailProps {
  readonly detail: MemberDetailDto;
  readonly isFetching: boolean;
  /** That it could not be loaded again: what is there stays, and with it whatever is being typed. */
  readonly failure: ReactNode;
}

function Detail({ detail, isFetching, failure }: DetailProps) {
  const { member } = detail;
  const title = useMemberName()(member, member.anonymised);
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={<Subtitle member={member} />}
        navigationAction={<BackButton fallback={pathOf('members')} />}
        primaryAction={<Actions detail={detail} />}
      />
      <Layouts.Content>
        {failure}
        <MemberBody detail={detail} />
      </Layouts.Content>
    </Page.Main>
  );
}

/** What is known of the member beside the name. */
function Subtitle({ member }: Pick<MemberDetailDto, 'member'>) {
  const handle = member.handle === null ? null : `@${member.handle}`;
  const facts = [handle, member.email, member.externalId].filter((fact) => fact !== null);
  return (
    <Typography variant="epsilon" tag="p" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
      {facts.length > 0 ? facts.join(' · ') : member.documentId}
    </Typography>
  );
}

function Actions({ detail: { member } }: Pick<DetailProps, 'detail'>) {
  const translate = useTranslate();
  const may = useAllowed();
  const id = member.documentId;
  return (
    <Flex gap={2} wrap="wrap">
      {may('exportMember') && (
        <FileButton endpoint="exportMember" request={{ member: id }}>
          {translate('members.one.export')}
        </FileButton>
      )}
      {may('updateMember') && !member.anonymised && <EditMember member={member} />}
      {may('awardBadge') && <AwardDialog member={id} />}
      {may('postAdjustment') && <AdjustDialog member={member} />}
    </Flex>
  );
}
