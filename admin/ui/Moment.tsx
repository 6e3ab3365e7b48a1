import { useIntl } from 'react-intl';

import type { IsoInstant } from '../../server/contract';

/** An instant on one line, to the second, in the browser's time zone, which is named. The title tells it in UTC. */
export function Moment({ at }: { readonly at: IsoInstant }) {
  const { formatDate } = useIntl();
  return (
    <time dateTime={at} title={at}>
      {formatDate(at, {
        year: 'numeric',
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'short',
      })}
    </time>
  );
}
