import { Flex, Typography } from '@strapi/design-system';

import { AFFILIATE_LIMITS, AFFILIATE_MATCHES, type AffiliateStatementDto } from '../../../../../server/contract';
import { useTranslate } from '../../../../translate';
import { ChoiceField, Row, TextField } from '../../../../ui/fields';
import { ColumnField } from './ColumnField';
import type { MappingDraft } from './draft';
import { matchOf, statusesIn } from './guess';
import type { CompareForm } from './useCompareForm';

interface MappingFieldsProps {
  readonly form: CompareForm;
  readonly statement: AffiliateStatementDto;
  readonly mapping: MappingDraft;
}

type ColumnName = 'idColumn' | 'amountColumn' | 'currencyColumn' | 'statusColumn' | 'dateColumn';

/** What the columns of the file are. */
export function MappingFields({ form, statement, mapping }: MappingFieldsProps) {
  const { changeMapping: change, refusalAt, isRemembered } = form;
  const translate = useTranslate();
  const column = (name: ColumnName) => ({
    ...{ name: `mapping.${name}`, columns: statement.columns, value: mapping[name] },
    label: translate(`affiliate-comparisons.map.${name}`),
    error: refusalAt(`mapping.${name}`),
    onChange: (chosen: string) => change({ [name]: chosen }),
  });
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Typography tag="p" textColor="neutral600">
        {isRemembered
          ? translate('affiliate-comparisons.map.remembered')
          : translate('affiliate-comparisons.map.about')}
      </Typography>
      <Row>
        <ColumnField
          {...column('idColumn')}
          onChange={(idColumn) => change({ idColumn, match: matchOf(idColumn) ?? mapping.match })}
        />
        <ChoiceField
          name="mapping.match"
          required
          label={translate('affiliate-comparisons.map.match')}
          value={mapping.match}
          options={AFFILIATE_MATCHES.map(
            (match) => [match, translate(`affiliate-comparisons.match.${match}`)] as const,
          )}
          onChange={(match) => change({ match })}
          error={refusalAt('mapping.match')}
        />
      </Row>
      <Row>
        <ColumnField {...column('amountColumn')} />
        <ChoiceField
          name="mapping.decimalSign"
          required
          label={translate('affiliate-comparisons.map.decimalSign')}
          value={mapping.decimalSign}
          options={[
            ['.', translate('affiliate-comparisons.decimal.point')],
            [',', translate('affiliate-comparisons.decimal.comma')],
          ]}
          onChange={(decimalSign) => change({ decimalSign })}
          error={refusalAt('mapping.decimalSign')}
        />
      </Row>
      <Row>
        <ColumnField {...column('currencyColumn')} none={translate('affiliate-comparisons.map.one-currency')} />
        {mapping.currencyColumn === '' && (
          <TextField
            name="mapping.currency"
            required
            label={translate('affiliate-comparisons.map.currency')}
            placeholder="EUR"
            maxLength={AFFILIATE_LIMITS.currency}
            value={mapping.currency}
            onChange={(currency) => change({ currency })}
            error={refusalAt('mapping.currency')}
          />
        )}
        <ColumnField {...column('dateColumn')} none={translate('affiliate-comparisons.map.no-column')} />
      </Row>
      <Row>
        <ColumnField {...column('statusColumn')} none={translate('affiliate-comparisons.map.no-status')} />
        {mapping.statusColumn !== '' && (
          <TextField
            name="mapping.bookedStatuses"
            label={translate('affiliate-comparisons.map.booked')}
            hint={translate('affiliate-comparisons.map.booked.hint', { found: found(statement, mapping.statusColumn) })}
            placeholder={translate('affiliate-comparisons.map.booked.all')}
            value={mapping.bookedStatuses}
            onChange={(bookedStatuses) => change({ bookedStatuses })}
            error={refusalAt('mapping.bookedStatuses')}
          />
        )}
      </Row>
    </Flex>
  );
}

/** As many as fit into a sentence. */
const MOST = 8;

/** The statuses of the first lines. */
function found({ columns, lines }: AffiliateStatementDto, column: string): string {
  const cells = lines.map(({ cells: all }) => all?.[columns.indexOf(column)]?.trim() ?? '');
  const statuses = statusesIn(cells.filter((cell) => cell !== ''));
  return statuses.length === 0 ? '–' : statuses.slice(0, MOST).join(', ');
}
