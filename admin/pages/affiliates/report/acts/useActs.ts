import { useNotification } from '@strapi/strapi/admin';
import { useRef, useState } from 'react';

import type { AffiliateActPreviewDto, AffiliateActTarget, AffiliateReportAct } from '../../../../../server/contract';
import { useActOnAffiliateEventsMutation } from '../../../../api/affiliates';
import { useTranslate } from '../../../../translate';

/** Does it, and goes on where it stopped when it is tried again after a failure. */
export function useActs(act: AffiliateReportAct, target: AffiliateActTarget) {
  const translate = useTranslate();
  const { toggleNotification } = useNotification();
  const [send, { error }] = useActOnAffiliateEventsMutation();
  const [done, setDone] = useState(0);
  const soFar = useRef<{ readonly done: number; readonly after?: string }>({ done: 0 });

  const run = async (seen: AffiliateActPreviewDto | undefined, reason: string | undefined): Promise<boolean> => {
    if (!seen) return false;
    const asked = {
      act,
      ...target,
      ...(reason !== undefined && { reason }),
      ...(target.filter && { asOf: seen.asOf }),
    };
    for (let next: string | null = ''; next !== null;) {
      const { after } = soFar.current;
      const answer = await send({ ...asked, ...(after !== undefined && { after }) });
      if ('error' in answer) return false;
      next = answer.data.next;
      soFar.current = { done: soFar.current.done + answer.data.done, ...(next !== null && { after: next }) };
      setDone(soFar.current.done);
    }
    const message = translate(`affiliates.act.told.${act}`, { count: soFar.current.done });
    toggleNotification({ type: 'success', message });
    return true;
  };
  return { run, done, error };
}
