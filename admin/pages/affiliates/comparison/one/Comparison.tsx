import { Box, Flex, LinkButton, Typography } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import type { AffiliateComparisonDto } from '../../../../../server/contract';
import { useGetAffiliateComparisonQuery } from '../../../../api/affiliate-comparisons';
import { useTranslate } from '../../../../translate';
import { Failure } from '../../../../ui/Failure';
import { FileButton } from '../../../../ui/FileButton';
import { DetailGrid } from '../../../../ui/DetailGrid';
import { Facts } from '../../../../ui/Facts';
import { Panel } from '../../../../ui/Panel';
import { statusOf } from '../../../../ui/useExplain';
import { comparePath, comparisonsPath } from '../paths';
import { useWindowText } from '../useWindowText';
import { Problems } from './Problems';
import { Rows } from './Rows';
import { Sums } from './Sums';
import { useComparisonFacts, useMappingFacts } from './useFacts';

/** C14. What came of a comparison: its sums, and its rows result by result. */
export function Comparison({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const windowText = useWindowText();
  const { data, error, isFetching, refetch } = useGetAffiliateComparisonQuery({ comparison: id });
  const isMissing = error !== undefined && statusOf(error) === 404;
  const title = isMissing
    ? translate('affiliate-comparisons.one.not-found')
    : data
      ? translate('affiliate-comparisons.one.title', { system: data.system.name })
      : translate('affiliate-comparisons.one');
  return (
    <Page.Main aria-busy={isFetching}>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={data ? windowText(data) : '\u00a0'}
        navigationAction={<BackButton fallback={comparisonsPath()} />}
        primaryAction={data && <Actions of={data} />}
      />
      <Layouts.Content>
        {isMissing ? (
          <LinkButton variant="secondary" tag={Link} to={comparisonsPath()}>
            {translate('affiliate-comparisons.one.to-list')}
          </LinkButton>
        ) : (
          <>
            {error && !isFetching && (
              <Failure
                error={error}
                what={translate('affiliate-comparisons.one.failed')}
                onRetry={() => void refetch()}
              />
            )}
            {data && <Body comparison={data} />}
            {/* As high as a page, so that nothing jumps when it arrives. */}
            {!data && !error && <Box background="neutral0" hasRadius shadow="tableShadow" minHeight="40rem" />}
          </>
        )}
      </Layouts.Content>
    </Page.Main>
  );
}

function Actions({ of: { id, system } }: { readonly of: AffiliateComparisonDto }) {
  const translate = useTranslate();
  return (
    <Flex gap={2} wrap="wrap">
      <LinkButton variant="tertiary" tag={Link} to={comparePath(system.code)}>
        {translate('affiliate-comparisons.compare')}
      </LinkButton>
      <FileButton endpoint="exportAffiliateComparison" request={{ comparison: id }}>
        {translate('affiliate-comparisons.export')}
      </FileButton>
    </Flex>
  );
}

function Body({ comparison }: { readonly comparison: AffiliateComparisonDto }) {
  const translate = useTranslate();
  const facts = useComparisonFacts(comparison);
  const mappingFacts = useMappingFacts(comparison.mapping);
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <NoMatch of={comparison} />
      <DetailGrid>
        <Panel title={translate('affiliate-comparisons.one.facts')}>
          <Facts facts={facts} />
        </Panel>
        <Panel title={translate('affiliate-comparisons.columns')}>
          <Facts facts={mappingFacts} />
        </Panel>
        {comparison.badLines > 0 && (
          <div data-wide>
            <Panel title={translate('affiliate-comparisons.bad', { count: comparison.badLines })}>
              <Problems comparison={comparison} />
            </Panel>
          </div>
        )}
        <div data-wide>
          <Panel title={translate('affiliate-comparisons.sums')}>
            <Sums sums={comparison.sums} />
          </Panel>
        </div>
      </DetailGrid>
      <Panel isBare title={translate('affiliate-comparisons.rows')}>
        <Rows comparison={comparison} />
      </Panel>
    </Flex>
  );
}

/** Said where everything is on one side alone: most likely the file was matched by another id than it has. */
function NoMatch({ of: { counts, mapping } }: { readonly of: AffiliateComparisonDto }) {
  const translate = useTranslate();
  const isMatched = counts.agrees + counts.differs > 0 || counts.not_booked === 0 || counts.not_sent === 0;
  if (isMatched) return null;
  return (
    <Box role="status" background="warning100" borderColor="warning200" hasRadius padding={4}>
      <Typography>
        {translate('affiliate-comparisons.one.no-match', {
          column: mapping.idColumn,
          match: translate(`affiliate-comparisons.match.${mapping.match}`),
        })}
      </Typography>
    </Box>
  );
}
