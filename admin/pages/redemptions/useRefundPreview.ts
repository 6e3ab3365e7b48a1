import { useMemo } from 'react';

import { usePreviewRedemptionRefundQuery } from '../../api/redemptions';
import { answerTo, useAsked } from '../../ui/useAsked';

/** How a redemption would stand after a refund of so much, or why there can be none. */
export function useRefundPreview(redemption: string, amount: string | null) {
  const wanted = useMemo(() => (amount === null ? null : { redemption, amount }), [redemption, amount]);
  const { asked, isAsked } = useAsked(wanted);
  const query = usePreviewRedemptionRefundQuery(asked ?? { redemption }, {
    skip: !isAsked,
    refetchOnMountOrArgChange: true,
  });
  return answerTo(wanted, isAsked, query);
}
