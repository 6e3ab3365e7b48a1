import { Button, Flex, Typography } from '@strapi/design-system';

import { useTranslate } from '../../../translate';
import { ChoiceField, Row, TextField } from '../../../ui/fields';
import { CONDITION_GROUPS, CONDITION_OPS } from '../../../ui/mission/conditions';
import { prettyJson } from '../../../ui/prettyJson';
import { NEW_LEAF, NO_CONDITIONS } from './condition-draft';
import { AddButton, RowGroup, withoutRow, withRow } from './RowGroup';
import type { MissionFormPart } from './useMissionForm';

/** E10. One group of comparisons; what is deeper than that is shown as it is. */
export function ConditionFields({ draft, change, refusalAt }: MissionFormPart) {
  const translate = useTranslate();
  const { group, leaves, kept } = draft;
  if (kept !== '') {
    return (
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography textColor="neutral700">{translate('missions.conditions.kept')}</Typography>
        <Typography
          tag="pre"
          variant="pi"
          textColor="neutral800"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {prettyJson(kept)}
        </Typography>
        <Flex>
          <Button variant="tertiary" onClick={() => change(NO_CONDITIONS)}>
            {translate('missions.conditions.drop')}
          </Button>
        </Flex>
      </Flex>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {leaves.length === 0 && (
        <Typography variant="pi" textColor="neutral600">
          {translate('missions.conditions.about')}
        </Typography>
      )}
      {leaves.length > 1 && (
        <ChoiceField
          name="group"
          label={translate('missions.conditions.group')}
          value={group}
          options={CONDITION_GROUPS.map((one) => [one, translate(`missions.conditions.group.${one}`)] as const)}
          onChange={(next) => change({ group: next })}
          error={undefined}
        />
      )}
      {leaves.map(({ fact, op, value }, place) => {
        const number = place + 1;
        const at = (name: string) => refusalAt(`conditions.${group}.${place}.${name}`);
        return (
          <RowGroup
            key={place}
            label={translate('missions.condition', { number })}
            removeLabel={translate('missions.condition.remove', { number })}
            onRemove={() => change({ leaves: withoutRow(leaves, place) })}
          >
            <Row>
              <TextField
                name={`conditions.${place}.fact`}
                required
                label={translate('missions.condition.fact')}
                hint={translate('missions.condition.fact.hint')}
                value={fact}
                onChange={(next) => change({ leaves: withRow(leaves, place, { fact: next }) })}
                error={at('fact') ?? (place === 0 ? refusalAt('conditions') : undefined)}
              />
              <ChoiceField
                name={`conditions.${place}.op`}
                label={translate('missions.condition.op')}
                value={op}
                options={CONDITION_OPS.map((one) => [one, translate(`missions.compare.${one}`)] as const)}
                onChange={(next) => change({ leaves: withRow(leaves, place, { op: next }) })}
                error={at('op')}
              />
              {op !== 'exists' && (
                <TextField
                  name={`conditions.${place}.value`}
                  required
                  label={translate('missions.condition.value')}
                  hint={translate('missions.condition.value.hint')}
                  value={value}
                  onChange={(next) => change({ leaves: withRow(leaves, place, { value: next }) })}
                  error={at('value')}
                />
              )}
            </Row>
          </RowGroup>
        );
      })}
      <AddButton
        label={translate('missions.condition.add')}
        onClick={() => change({ leaves: [...leaves, NEW_LEAF] })}
      />
    </Flex>
  );
}
