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
  label: `affiliate-comparisons.kind.${kind}`,
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
    maxWidth: '20rem',
    cell: (row) => <Created {...row} />,
  },
  {
    id: 'system',
    label: 'affiliate-comparisons.column.system',
    priority: 1,
    maxWidth: '20rem',
    cell: (row) => <System {...row} />,
  },
  {
    id: 'file',
    label: 'affiliate-comparisons.column.file',
    priority: 3,
    maxWidth: '16rem',
    cell: ({ fileName }) => <FileName name={fileName} />,
  },
  ...AFFILIATE_COMPARISON_KINDS.map(countOf),
];

function Created({ id, createdAt, actor }: AffiliateComparisonDto) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  return (
    <>
      <RowLink to={comparisonPath(id)}>
        <time dateTime={createdAt} title={createdAt}>
          {formatDate(createdAt, TO_THE_MINUTE)}
        </time>
      </RowLink>
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
