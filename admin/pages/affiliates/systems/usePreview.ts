import { useMemo, useState } from 'react';

import type { AffiliateRequestInput } from '../../../../server/contract';
import { usePreviewAffiliateRequestQuery } from '../../../api/affiliate-systems';
import { answerTo, useAsked } from '../../../ui/useAsked';
import { requestOf, type SystemDraft } from './draft';

/** Of which event the request is shown. */
export type EventChoice = 'latest' | 'sample' | 'id';

const NOTHING: AffiliateRequestInput = { template: { url: '' } };

/** F12. The request that stands in the form, as the server would make it; asked for once the person pauses. */
export function usePreview(draft: SystemDraft, code: string | undefined, mayAsk: boolean) {
  const [choice, setChoice] = useState<EventChoice>(code === undefined ? 'sample' : 'latest');
  const [eventId, setEventId] = useState('');
  const event = choice === 'id' ? eventId.trim() : choice;
  const isReady = mayAsk && draft.url.trim() !== '' && event !== '';
  const text = JSON.stringify(requestOf(draft, code, event));
  // The same object as long as it is the same request.
  const wanted = useMemo(() => (isReady ? (JSON.parse(text) as AffiliateRequestInput) : null), [isReady, text]);
  const { asked, isAsked } = useAsked(wanted);
  const query = usePreviewAffiliateRequestQuery(asked ?? NOTHING, { skip: asked === null });
  return { ...answerTo(wanted, isAsked, query), wanted, choice, setChoice, eventId, setEventId };
}

export type Preview = ReturnType<typeof usePreview>;
