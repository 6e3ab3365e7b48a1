import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import {
  type PickedMemberDto,
  RECONCILIATION_TYPES,
  type ReconciliationType,
  type StartReconciliationInput,
} from '../../../server/contract';
import { useStartReconciliationMutation } from '../../api/reconciliation';
import { useTranslate } from '../../translate';
import { ActDialog } from '../../ui/ActDialog';
import { useRefusal } from '../../ui/refusal';
import { Segments } from '../../ui/Segments';
import { MemberPicker } from '../../ui/MemberPicker';

interface StartDialogProps {
  /** What the box says before anybody touches it. */
  readonly verifiesChain: boolean;
  readonly onDone: () => void;
}

/** Asks what the run shall look at. */
export function StartDialog({ verifiesChain, onDone }: StartDialogProps) {
  const translate = useTranslate();
  const readRefusal = useRefusal();
  const [start, { error }] = useStartReconciliationMutation();
  const [type, setType] = useState<ReconciliationType>('full');
  const [member, setMember] = useState<PickedMemberDto>();
  const [verifyChain, setVerifyChain] = useState(verifiesChain);
  const isOfOne = type === 'user_specific';
  const refusal = error && readRefusal(error);
  const isOfMember = isOfOne && refusal?.field === 'member';

  const confirm = async () => {
    const input: StartReconciliationInput = { type, verifyChain, ...(isOfOne && member && { member: member.id }) };
    const answer = await start(input);
    if ('data' in answer) onDone();
  };

  return (
    <ActDialog
      title={translate('reconciliation.start')}
      explanation={translate('reconciliation.start.explanation')}
      confirm={translate('reconciliation.start.confirm')}
      isReady={!isOfOne || member !== undefined}
      error={isOfMember ? undefined : error}
      onConfirm={confirm}
    >
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Segments
          label={translate('reconciliation.run.type')}
          value={type}
          options={RECONCILIATION_TYPES.map((value) => ({ value, label: translate(`reconciliation.type.${value}`) }))}
          onChange={setType}
        />
        <Typography variant="pi" textColor="neutral600" aria-live="polite">
          {translate(`reconciliation.type.about.${type}`)}
        </Typography>
      </Flex>
      {isOfOne && <MemberPicker value={member} onChange={setMember} error={isOfMember ? refusal.message : undefined} />}
      <Box>
        <Checkbox checked={verifyChain} onCheckedChange={(checked) => setVerifyChain(checked === true)}>
          {translate('reconciliation.start.hashes')}
        </Checkbox>
        <Typography tag="p" variant="pi" textColor="neutral600">
          {translate('reconciliation.start.hashes.hint')}
        </Typography>
      </Box>
    </ActDialog>
  );
}
