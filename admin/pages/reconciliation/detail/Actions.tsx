import { Flex } from '@strapi/design-system';

import { type DiscrepancyDto, isOfLedger, type SuggestedRepairDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { OpenButton } from '../../../ui/OpenButton';
import { useAllowed } from '../../../allowed';
import { isOpen } from '../standing';
import { AdjustDialog } from './AdjustDialog';
import { IgnoreDialog } from './IgnoreDialog';
import { InvestigateDialog } from './InvestigateDialog';
import { RebuildDialog } from './RebuildDialog';
import { ReopenDialog } from './ReopenDialog';

interface ActionsProps {
  readonly discrepancy: DiscrepancyDto;
  /** A dialogue has been closed: what it was refused for may be what the page does not show yet. */
  readonly onClosed: () => void;
}

/** What can be done about it, as far as the administrator may and there is anything left to do; what is suggested stands out. */
export function Actions({ discrepancy, onClosed }: ActionsProps) {
  const translate = useTranslate();
  const may = useAllowed();
  const { id, kind, status, suggestion } = discrepancy;
  if (status === 'ignored' && may('reopenDiscrepancy')) {
    return (
      <OpenButton label={translate('reconciliation.reopen')} variant="tertiary" onClosed={onClosed}>
        {(close) => <ReopenDialog id={id} onDone={close} />}
      </OpenButton>
    );
  }
  if (!isOpen(discrepancy)) return null;
  const variant = (action: SuggestedRepairDto['action']) => (suggestion.action === action ? 'default' : 'secondary');
  return (
    <Flex gap={2} wrap="wrap">
      {may('investigateDiscrepancy') && (
        <OpenButton
          label={translate('reconciliation.investigate')}
          // To ignore what nothing can make up for comes after somebody has looked into it.
          variant={suggestion.action === 'ignore' ? 'default' : 'tertiary'}
          onClosed={onClosed}
        >
          {(close) => <InvestigateDialog id={id} onDone={close} />}
        </OpenButton>
      )}
      {may('resolveDiscrepancy') && (
        <OpenButton label={translate('reconciliation.ignore')} variant="secondary" onClosed={onClosed}>
          {(close) => <IgnoreDialog id={id} onDone={close} />}
        </OpenButton>
      )}
      {may('adjustDiscrepancy') && (
        <OpenButton label={translate('reconciliation.adjust')} variant={variant('adjust')} onClosed={onClosed}>
          {(close) => <AdjustDialog discrepancy={discrepancy} onDone={close} />}
        </OpenButton>
      )}
      {may('resolveDiscrepancy') && !isOfLedger(kind) && (
        <OpenButton label={translate('reconciliation.rebuild')} variant={variant('rebuild')} onClosed={onClosed}>
          {(close) => <RebuildDialog id={id} onDone={close} />}
        </OpenButton>
      )}
    </Flex>
  );
}
