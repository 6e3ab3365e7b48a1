import { Typography } from '@strapi/design-system';

import { useTranslate } from '../../translate';
import { Missing } from '../../ui/Missing';

/** As many characters of an id as tell lots of one page apart: the end, because the beginning is the time. */
const SHOWN = 6;

export function LotCell({ lotId }: { readonly lotId: string | null }) {
  const translate = useTranslate();
  if (lotId === null) return <Missing>{translate('ledger.none')}</Missing>;
  return (
    <Typography tag="code" variant="pi" title={lotId} style={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}>
      …{lotId.slice(-SHOWN)}
    </Typography>
  );
}
