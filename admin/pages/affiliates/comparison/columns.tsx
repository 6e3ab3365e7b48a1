import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import {
  AFFILIATE_COMPARISON_KINDS,
  type AffiliateComparisonDto,
  type AffiliateComparisonKind,
} from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Figure } from '../../../ui/Figure';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import type { Column } from '../../../ui/list/column';
import { Missing } from '../../../ui/Missing';
import { RowLink } from '../../../ui/RowLink';
import { Truncated } from '../../../ui/Truncated';
import { comparisonPath } from './paths';
import { useWindowText } from './useWindowText';

const countOf = (kind: AffiliateComparisonKind): Column<AffiliateComparisonDto> => ({
  id: kind,
  label: `affiliate-comparisons.count.${kind}`,
  priority: kind === 'agrees' ? 3 : 2,
  isFigure: true,
  cell: ({ counts }) => <Figure>{String(counts[kind])}</Figure>,
});

/** A comparison a row: of what, by whom, and what came of it. */
export const COLUMNS: readonly Column<AffiliateComparisonDto>[] = [
  {
    id: 'created',
    label: 'affiliate-comparisons.column.created',
    priority: 1,
    maxWidth: '15rem',
    cell: (row) => <Created {...row} />,
  },
  {
    id: 'system',
    label: 'affiliate-comparisons.column.system',
    priority: 1,
    maxWidth: '16rem',
    cell: (row) => <System {...row} />,
  },
  {
    id: 'file',
    label: 'affiliate-comparisons.column.file',
    priority: 3,
    maxWidth: '12rem',
    cell: ({ fileName }) => <FileName name={fileName} />,
  },
  ...AFFILIATE_COMPARISON_KINDS.map(countOf),
];

/** When, on two lines, and under it by whom. */
function Created({ id, createdAt, actor }: AffiliateComparisonDto) {
  const translate = useTranslate();
  const { formatDate, formatTime } = useIntl();
  return (
    <>
      <RowLink to={comparisonPath(id)} aria-label={formatDate(createdAt, TO_THE_MINUTE)}>
        <time dateTime={createdAt} title={createdAt}>
          {formatDate(createdAt, { year: 'numeric', month: 'short', day: 'numeric' })}
        </time>
      </RowLink>
      <Typography tag="div" variant="pi" textColor="neutral600">
        {formatTime(createdAt, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })}
      </Typography>
      {actor && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('affiliate-comparisons.by', { by: actor.name ?? actor.id })}
        </Truncated>
      )}
    </>
  );
}

function System({ system, ...days }: AffiliateComparisonDto) {
  const windowText = useWindowText();
  return (
    <>
      <Truncated>{system.name}</Truncated>
      <Typography tag="div" variant="pi" textColor="neutral600">
        {windowText(days)}
      </Typography>
    </>
  );
}

function FileName({ name }: { readonly name: string | null }) {
  const translate = useTranslate();
  return name === null ? <Missing>{translate('none')}</Missing> : <Truncated>{name}</Truncated>;
}
