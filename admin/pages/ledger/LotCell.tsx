import { useTranslate } from '../../translate';
import { Missing } from '../../ui/Missing';
import { ShortId } from '../../ui/ShortId';

export function LotCell({ lotId }: { readonly lotId: string | null }) {
  const translate = useTranslate();
  return lotId === null ? <Missing>{translate('ledger.none')}</Missing> : <ShortId id={lotId} />;
}
