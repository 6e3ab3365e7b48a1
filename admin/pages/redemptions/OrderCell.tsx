import { REDEMPTION_SOURCE, type RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Truncated } from '../../ui/Truncated';

/** The order, and under it where its id comes from, unless that goes without saying. */
export function OrderCell({ orderId, source }: Pick<RedemptionRowDto, 'orderId' | 'source'>) {
  const translate = useTranslate();
  return (
    <>
      <Truncated fontWeight="semiBold">{orderId}</Truncated>
      {source !== REDEMPTION_SOURCE && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('redemptions.source', { source })}
        </Truncated>
      )}
    </>
  );
}
