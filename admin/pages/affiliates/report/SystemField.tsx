import { useListAffiliateSystemNamesQuery } from '../../../api/affiliates';
import { useTranslate } from '../../../translate';
import { ChoiceField } from '../../../ui/list/ChoiceField';
import type { OwnFieldProps } from '../../../ui/list/spec';

/** One of the affiliate systems that there are, or all of them. */
export function SystemField(props: OwnFieldProps) {
  const translate = useTranslate();
  const { data } = useListAffiliateSystemNamesQuery({});
  return (
    <ChoiceField
      {...props}
      label={translate('affiliates.filter.system')}
      all={translate('affiliates.filter.system.all')}
      options={data?.map(({ code, name }) => ({ value: code, label: name })) ?? []}
    />
  );
}
