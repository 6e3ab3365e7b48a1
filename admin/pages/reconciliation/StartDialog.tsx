import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';

import {
  type PickedMemberDto,
  RECONCILIATION_TYPES,
  type ReconciliationType,
  type StartReconciliationInput,
} from '../../../server/contract';
import { useStartReconciliationMutation } from '../../api/reconciliation';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { useFormDraft } from '../../ui/draft/useFormDraft';
import { useRefusal } from '../../ui/refusal';
import { Segments } from '../../ui/list/Segments';
import { MemberPicker } from '../../ui/MemberPicker';

interface StartDialogProps {
  /** What the box says before anybody touches it. */
  readonly verifiesChain: boolean;
  readonly onDone: () => void;
}

interface Draft {
  readonly type: ReconciliationType;
  readonly member: PickedMemberDto | undefined;
  readonly verifyChain: boolean;
}

/** Asks what the run shall look at. */
export function StartDialog({ verifiesChain, onDone }: StartDialogProps) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  const [start, { error }] = useStartReconciliationMutation();
  const form = useFormDraft<Draft>('reconcile', { type: 'full', member: undefined, verifyChain: verifiesChain });
  const { draft, change } = form;
  const { type, member, verifyChain } = draft;
  const isOfOne = type === 'user_specific';
  const refusal = error && readRefusal(error);
  const isOfMember = isOfOne && refusal?.field === 'member';

  const confirm = async () => {
    const input: StartReconciliationInput = { type, verifyChain, ...(isOfOne && member && { member: member.id }) };
    const answer = await start(input);
    return !('error' in answer);
  };

  return (
    <ActDialog
      title={translate('reconciliation.start')}
      explanation={translate('reconciliation.start.explanation')}
      confirm={translate('reconciliation.start.confirm')}
      isReady={!isOfOne || member !== undefined}
      error={isOfMember ? undefined : error}
      onConfirm={confirm}
      {...{ form, onDone }}
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Segments
          label={translate('reconciliation.run.type')}
          value={type}
          options={RECONCILIATION_TYPES.map((value) => ({ value, label: translate(`reconciliation.type.${value}`) }))}
          onChange={(next) => change({ type: next })}
        />
        <Typography variant="pi" textColor="neutral600" aria-live="polite">
          {translate(`reconciliation.type.about.${type}`)}
        </Typography>
      </Flex>
      {isOfOne && (
        <MemberPicker
          value={member}
          onChange={(next) => change({ member: next })}
          error={isOfMember ? refusal.message : undefined}
        />
      )}
      <Box>
        <Checkbox checked={verifyChain} onCheckedChange={(checked) => change({ verifyChain: checked === true })}>
          {translate('reconciliation.start.hashes')}
        </Checkbox>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {translate('reconciliation.start.hashes.hint')}
        </Typography>
      </Box>
    </ActDialog>
  );
}
