import { Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import type { DiscrepancyRowDto, ResolveManyResult } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { OpenButton } from '../../../ui/OpenButton';
import { BulkIgnore } from './BulkIgnore';
import { BulkRebuild } from './BulkRebuild';
import { RefusedList } from './RefusedList';

interface BulkBarProps {
  readonly chosen: readonly DiscrepancyRowDto[];
  /** What was chosen has been answered for. */
  readonly onDone: () => void;
}

/** What was asked, and what came of it: the rows may be gone from the list by then. */
interface Answer {
  readonly asked: readonly DiscrepancyRowDto[];
  readonly result: ResolveManyResult;
}

/** D11. What can be done about all that is chosen. It keeps its place while nothing is. */
export function BulkBar({ chosen, onDone }: BulkBarProps) {
  const translate = useTranslate();
  const [answer, setAnswer] = useState<Answer>();
  const take = (result: ResolveManyResult) => {
    setAnswer({ asked: chosen, result });
    onDone();
  };
  return (
    <>
      <Flex gap={3} wrap="wrap" minHeight="4rem" paddingBottom={3}>
        <Typography textColor="neutral600" aria-live="polite">
          {chosen.length === 0
            ? translate('reconciliation.bulk.hint')
            : translate('reconciliation.bulk.chosen', { count: chosen.length })}
        </Typography>
        {chosen.length > 0 && (
          <>
            <OpenButton label={translate('reconciliation.rebuild')} variant="secondary" size="S">
              {(close) => <BulkRebuild chosen={chosen} onAnswer={take} onDone={close} />}
            </OpenButton>
            <OpenButton label={translate('reconciliation.ignore')} variant="tertiary" size="S">
              {(close) => <BulkIgnore chosen={chosen} onAnswer={take} onDone={close} />}
            </OpenButton>
          </>
        )}
      </Flex>
      {answer && answer.result.refused.length > 0 && (
        <RefusedList rows={answer.asked} refused={answer.result.refused} onDismiss={() => setAnswer(undefined)} />
      )}
    </>
  );
}
