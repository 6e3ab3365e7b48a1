import { Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { SORT_ORDERS } from '../../../server/contract';
import { useTranslate } from '../../translate';
import type { Column } from './column';
import type { Sorting } from './DataTable';

interface SortFieldProps {
  readonly sorting: Sorting;
  readonly columns: readonly Pick<Column<never>, 'id' | 'label'>[];
}

/** The order of a list whose window has no room for every heading that sorts. */
export function SortField({ sorting: { order, sortBy }, columns }: SortFieldProps) {
  const translate = useTranslate();
  return (
    <Flex justifyContent="flex-end" paddingBottom={4}>
      <Field.Root name="sort" width="24rem" maxWidth="100%">
        <Field.Label>{translate('list.sort-by')}</Field.Label>
        <SingleSelect
          size="S"
          value={`${order.column}:${order.order}`}
          onChange={(sort: string | number) => sortBy(String(sort))}
        >
          {columns.flatMap(({ id, label }) =>
            SORT_ORDERS.map((one) => (
              <SingleSelectOption key={`${id}:${one}`} value={`${id}:${one}`}>
                {translate(`list.order.${one}`, { column: translate(label) })}
              </SingleSelectOption>
            )),
          )}
        </SingleSelect>
      </Field.Root>
    </Flex>
  );
}
