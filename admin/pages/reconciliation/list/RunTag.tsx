import { Tag } from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useIntl } from 'react-intl';

import { useGetReconciliationRunQuery } from '../../../api/reconciliation';
import { useTranslate } from '../../../translate';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import type { TagProps } from '../../../ui/list/spec';

/** Says that only what one run saw is shown, as a link from its row asks for, and takes that back. */
export function RunTag({ value: run, onRemove }: TagProps) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  const { data } = useGetReconciliationRunQuery({ run });
  // By when it began; an id tells more than nothing.
  const name = data ? formatDate(data.startedAt, TO_THE_MINUTE) : run;
  return (
    <Tag icon={<Cross aria-hidden />} label={translate('reconciliation.run.remove', { name })} onClick={onRemove}>
      {translate('reconciliation.run.only', { name })}
    </Tag>
  );
}
