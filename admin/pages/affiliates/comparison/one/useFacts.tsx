import { Link as DesignLink } from '@strapi/design-system';
import { useIntl } from 'react-intl';
import { Link } from 'react-router-dom';

import type { AffiliateColumnMapping, AffiliateComparisonDto } from '../../../../../server/contract';
import { useAllowed } from '../../../../allowed';
import { useTranslate } from '../../../../translate';
import type { Fact } from '../../../../ui/Facts';
import { Moment } from '../../../../ui/Moment';
import { systemPath } from '../../systems/paths';
import { useWindowText } from '../useWindowText';

/** Of what the comparison is, and what was read. */
export function useComparisonFacts({ system, fileName, createdAt, actor, ...rest }: AffiliateComparisonDto): Fact[] {
  const translate = useTranslate();
  const windowText = useWindowText();
  const { formatNumber } = useIntl();
  return [
    { label: translate('affiliate-comparisons.column.system'), value: <SystemName system={system} /> },
    { label: translate('affiliate-comparisons.one.window'), value: windowText(rest) },
    { label: translate('affiliate-comparisons.column.file'), value: fileName },
    { label: translate('affiliate-comparisons.column.created'), value: <Moment at={createdAt} /> },
    { label: translate('affiliate-comparisons.one.by'), value: actor && (actor.name ?? actor.id) },
    { label: translate('affiliate-comparisons.one.lines'), value: formatNumber(rest.lines) },
    { label: translate('affiliate-comparisons.one.unbooked'), value: formatNumber(rest.unbookedLines) },
    { label: translate('affiliate-comparisons.one.outside'), value: formatNumber(rest.outsideLines) },
    { label: translate('affiliate-comparisons.one.bad'), value: formatNumber(rest.badLines) },
  ];
}

/** What the columns of the file were taken for. */
export function useMappingFacts(mapping: AffiliateColumnMapping): Fact[] {
  const translate = useTranslate();
  const { match, idColumn, amountColumn, currencyColumn, currency, statusColumn, bookedStatuses, dateColumn } = mapping;
  const booked =
    bookedStatuses.length === 0 ? translate('affiliate-comparisons.map.booked.all') : bookedStatuses.join(', ');
  return [
    { label: translate('affiliate-comparisons.map.idColumn'), value: idColumn },
    { label: translate('affiliate-comparisons.map.match'), value: translate(`affiliate-comparisons.match.${match}`) },
    { label: translate('affiliate-comparisons.map.amountColumn'), value: amountColumn },
    {
      label: translate('affiliate-comparisons.map.decimalSign'),
      value:
        mapping.decimalSign === '.'
          ? translate('affiliate-comparisons.decimal.point')
          : translate('affiliate-comparisons.decimal.comma'),
    },
    currencyColumn === null
      ? { label: translate('affiliate-comparisons.map.currency'), value: currency }
      : { label: translate('affiliate-comparisons.map.currencyColumn'), value: currencyColumn },
    { label: translate('affiliate-comparisons.map.dateColumn'), value: dateColumn },
    { label: translate('affiliate-comparisons.map.statusColumn'), value: statusColumn },
    ...(statusColumn === null ? [] : [{ label: translate('affiliate-comparisons.map.booked'), value: booked }]),
  ];
}

function SystemName({ system: { code, name } }: { readonly system: AffiliateComparisonDto['system'] }) {
  const may = useAllowed();
  if (!may('getAffiliateSystem')) return <>{`${name} (${code})`}</>;
  return (
    <DesignLink tag={Link} to={systemPath(code)}>
      {name}
    </DesignLink>
  );
}
