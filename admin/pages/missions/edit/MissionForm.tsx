import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { CLUB_LIMITS } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { Columns } from '../../../ui/Columns';
import { RestoredNotice } from '../../../ui/draft/RestoredNotice';
import { Row, TextField } from '../../../ui/fields';
import { Panel } from '../../../ui/Panel';
import { Sentence } from '../Sentence';
import { ConditionFields } from './ConditionFields';
import { LimitFields } from './LimitFields';
import { RewardFields } from './RewardFields';
import { isOfForm, type MissionFormOptions, useMissionForm } from './useMissionForm';
import { ValidityFields } from './ValidityFields';

interface MissionFormProps extends MissionFormOptions {
  /** Whether what is saved is decided by at once. */
  readonly isInForce: boolean;
}

/** A12. A mission in five steps, and beside them the sentence that they make. */
export function MissionForm({ isInForce, ...options }: MissionFormProps) {
  const translate = useTranslate();
  const { code } = options;
  const mission = useMissionForm(options);
  const { draft, change, refusalAt, refusal, definition } = mission;
  const part = { draft, change, refusalAt };
  return (
    <form
      noValidate
      aria-label={translate('missions.form')}
      onSubmit={(event) => {
        event.preventDefault();
        void mission.save();
      }}
    >
      <RestoredNotice of={mission.form} />
      <Columns>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Panel title={translate('missions.step.trigger')}>
            <Flex direction="column" alignItems="stretch" gap={4}>
              <Row>
                <TextField
                  name="name"
                  required
                  label={translate('missions.column.name')}
                  value={draft.name}
                  maxLength={CLUB_LIMITS.name}
                  onChange={(name) => change({ name })}
                  error={refusalAt('name')}
                />
                <TextField
                  name="code"
                  required
                  label={translate('missions.field.code')}
                  hint={code === undefined ? translate('missions.field.code.hint') : undefined}
                  value={draft.code}
                  maxLength={CLUB_LIMITS.code}
                  onChange={(next) => change({ code: next })}
                  error={refusalAt('code')}
                  disabled={code !== undefined}
                />
              </Row>
              <TextField
                name="description"
                label={translate('missions.field.description')}
                value={draft.description}
                maxLength={CLUB_LIMITS.description}
                onChange={(description) => change({ description })}
                error={refusalAt('description')}
              />
              <TextField
                name="trigger"
                required
                label={translate('missions.field.trigger')}
                hint={translate('missions.field.trigger.hint')}
                value={draft.trigger}
                maxLength={CLUB_LIMITS.type}
                onChange={(trigger) => change({ trigger })}
                error={refusalAt('trigger')}
              />
            </Flex>
          </Panel>
          <Panel title={translate('missions.step.conditions')}>
            <ConditionFields {...part} />
          </Panel>
          <Panel title={translate('missions.step.rewards')}>
            <RewardFields {...part} />
          </Panel>
          <Panel title={translate('missions.step.limits')}>
            <LimitFields {...part} />
          </Panel>
          <Panel title={translate('missions.step.validity')}>
            <ValidityFields {...part} />
          </Panel>
        </Flex>
        <Box style={{ position: 'sticky', top: 0, alignSelf: 'flex-start' }}>
          <Panel title={translate('missions.form.live')}>
            <Flex direction="column" alignItems="stretch" gap={3}>
              <Sentence definition={definition} />
              <Typography variant="pi" textColor="neutral600">
                {isInForce ? translate('missions.form.active') : translate('missions.form.live.about')}
              </Typography>
            </Flex>
          </Panel>
        </Box>
      </Columns>
      <Flex justifyContent="flex-end" alignItems="center" gap={4} paddingTop={4} wrap="wrap">
        {refusal && (
          <Typography role="alert" textColor="danger600">
            {isOfForm(refusal.field) ? translate('missions.form.refused') : refusal.message}
          </Typography>
        )}
        <Button type="submit" loading={mission.isSaving}>
          {code === undefined ? translate('missions.form.create') : translate('missions.form.save')}
        </Button>
      </Flex>
    </form>
  );
}
