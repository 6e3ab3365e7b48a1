import { Flex } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { CLUB_LIMITS, PERIODS, type PeriodOrAll } from '../../../../server/contract';
import { useListPoolsQuery } from '../../../api/missions';
import { type MessageKey, useTranslate } from '../../../translate';
import { readPositiveAmount } from '../../../ui/amount';
import { AmountInput } from '../../../ui/AmountInput';
import { ChoiceField, Row, TextField } from '../../../ui/fields';
import { CapRow } from './CapRow';
import { NEW_CAP, RATE_SCALE } from './draft';
import { AddButton, RowGroup, withoutRow, withRow } from './RowGroup';
import type { MissionFormPart } from './useMissionForm';

const FREQUENCIES = ['each-time', 'once', 'nth'] as const;
const GOALS = ['none', 'count', 'sum', 'streak'] as const;
export const PERIODS_OR_ALL: readonly PeriodOrAll[] = [...PERIODS, 'all'];

/** The periods to choose from, with their names. */
export const periodOptions = (periods: readonly PeriodOrAll[], translate: (key: MessageKey) => string) =>
  periods.map((per) => [per, translate(`missions.period.${per}`)] as const);

/** E12 to E14. How often, what has to come together, at most how much, and what pays. */
export function LimitFields(form: MissionFormPart) {
  const { draft, change, refusalAt } = form;
  const translate = useTranslate();
  const { data: pools = [] } = useListPoolsQuery({});
  const { caps, pool } = draft;
  // One that is not there any more stays what it is until another one is chosen.
  const codes = [...new Set([...pools.map(({ code }) => code), ...(pool === '' ? [] : [pool])])];
  const nameOf = (code: string) => pools.find((one) => one.code === code)?.name ?? code;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Row>
        <ChoiceField
          name="frequency"
          label={translate('missions.part.frequency')}
          value={draft.frequency}
          options={FREQUENCIES.map((one) => [one, translate(`missions.frequency.kind.${one}`)] as const)}
          onChange={(frequency) => change({ frequency })}
          error={refusalAt('frequency')}
        />
        {draft.frequency === 'once' && (
          <ChoiceField
            name="per"
            label={translate('missions.field.per')}
            value={draft.per}
            options={periodOptions(PERIODS_OR_ALL, translate)}
            onChange={(per) => change({ per })}
            error={refusalAt('frequency.per')}
          />
        )}
        {draft.frequency === 'nth' && (
          <TextField
            name="n"
            required
            label={translate('missions.field.n')}
            value={draft.n}
            onChange={(n) => change({ n })}
            error={refusalAt('frequency.n')}
          />
        )}
      </Row>
      <GoalFields {...form} />
      {caps.map((cap, place) => {
        const number = place + 1;
        return (
          <RowGroup
            key={place}
            label={translate('missions.cap', { number })}
            removeLabel={translate('missions.cap.remove', { number })}
            onRemove={() => change({ caps: withoutRow(caps, place) })}
          >
            <CapRow
              cap={cap}
              set={(part) => change({ caps: withRow(caps, place, part) })}
              refusalAt={(name) => refusalAt(name === '' ? `caps.${place}` : `caps.${place}.${name}`)}
            />
          </RowGroup>
        );
      })}
      {caps.length < CLUB_LIMITS.caps && (
        <AddButton label={translate('missions.cap.add')} onClick={() => change({ caps: [...caps, NEW_CAP] })} />
      )}
      <ChoiceField
        name="pool"
        label={translate('missions.field.pool')}
        value={pool}
        options={[['', translate('missions.field.pool.none')], ...codes.map((code) => [code, nameOf(code)] as const)]}
        onChange={(next) => change({ pool: next })}
        error={refusalAt('pool')}
      />
    </Flex>
  );
}

function GoalFields({ draft, change, refusalAt }: MissionFormPart) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { goal, goalPer, target, goalPath } = draft;
  const label = translate('missions.field.target');
  return (
    <Row>
      <ChoiceField
        name="goal"
        label={translate('missions.part.goal')}
        value={goal}
        options={GOALS.map((one) => [one, translate(`missions.goal.kind.${one}`)] as const)}
        // A streak is of periods that come to an end.
        onChange={(next) => change({ goal: next, ...(next === 'streak' && goalPer === 'all' && { goalPer: 'day' }) })}
        error={refusalAt('goal')}
      />
      {goal === 'sum' && (
        <TextField
          name="goalPath"
          required
          label={translate('missions.reward.path')}
          value={goalPath}
          onChange={(next) => change({ goalPath: next })}
          error={refusalAt('goal.path')}
        />
      )}
      {goal === 'sum' && (
        <AmountInput
          name="target"
          label={label}
          value={target}
          onChange={(next) => change({ target: next })}
          scale={RATE_SCALE}
          problem={readPositiveAmount(target, RATE_SCALE, locale).problem}
          refusal={refusalAt('goal.target')}
        />
      )}
      {(goal === 'count' || goal === 'streak') && (
        <TextField
          name="target"
          required
          label={label}
          value={target}
          onChange={(next) => change({ target: next })}
          error={refusalAt('goal.target')}
        />
      )}
      {goal !== 'none' && (
        <ChoiceField
          name="goalPer"
          label={translate('missions.field.goal-per')}
          value={goalPer}
          options={periodOptions(goal === 'streak' ? PERIODS : PERIODS_OR_ALL, translate)}
          onChange={(next) => change({ goalPer: next })}
          error={refusalAt('goal.per')}
        />
      )}
    </Row>
  );
}
