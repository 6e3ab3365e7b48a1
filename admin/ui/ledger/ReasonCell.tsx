import type { LedgerRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Missing } from '../../ui/Missing';
import { Truncated } from '../../ui/Truncated';

/** B8. Why the row is there, and under it the rule and the event that produced it. */
export function ReasonCell({ reason, rule, eventId }: Pick<LedgerRowDto, 'reason' | 'rule' | 'eventId'>) {
  const translate = useTranslate();
  const origin = [
    rule === null ? null : translate('ledger.source.rule', { rule }),
    eventId === null ? null : translate('ledger.source.event', { event: eventId }),
  ].filter((part) => part !== null);
  if (reason === null && origin.length === 0) return <Missing>{translate('none')}</Missing>;
  return (
    <>
      {reason !== null && <Truncated>{reason}</Truncated>}
      {origin.length > 0 && (
        <Truncated variant="pi" textColor="neutral600">
          {origin.join(' · ')}
        </Truncated>
      )}
    </>
  );
}
