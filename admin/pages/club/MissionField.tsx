import { useListMissionsQuery } from '../../api/missions';
import { useTranslate } from '../../translate';
import { ChoiceField } from '../../ui/list/ChoiceField';
import type { OwnFieldProps } from '../../ui/list/spec';

/** One of the missions that there are, or all of them. */
export function MissionField(props: OwnFieldProps) {
  const translate = useTranslate();
  const { data } = useListMissionsQuery({});
  return (
    <ChoiceField
      {...props}
      label={translate('club.filter.mission')}
      all={translate('club.filter.mission.all')}
      options={data?.map(({ code, name }) => ({ value: code, label: name })) ?? []}
    />
  );
}
