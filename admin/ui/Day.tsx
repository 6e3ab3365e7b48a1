import { useIntl } from 'react-intl';

import type { IsoInstant } from '../../server/contract';

/** The day of an instant in the browser's time zone. The title tells the instant in UTC. */
export function Day({ at }: { readonly at: IsoInstant }) {
  const { formatDate } = useIntl();
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: 'nowrap' }}>
      {formatDate(at, { year: 'numeric', month: 'short', day: 'numeric' })}
    </time>
  );
}
