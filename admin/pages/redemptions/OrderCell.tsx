import type { RedemptionRowDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Truncated } from '../../ui/Truncated';

/** Where an order's id is unique unless it says otherwise. */
const USUAL = 'checkout';

/** The order, and under it where its id comes from, unless that goes without saying. */
export function OrderCell({ orderId, source }: Pick<RedemptionRowDto, 'orderId' | 'source'>) {
  const translate = useTranslate();
  return (
    <>
      <Truncated fontWeight="semiBold">{orderId}</Truncated>
      {source !== USUAL && (
        <Truncated variant="pi" textColor="neutral600">
          {translate('redemptions.source', { source })}
        </Truncated>
      )}
    </>
  );
}
