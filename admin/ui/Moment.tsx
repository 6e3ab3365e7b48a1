import { useIntl } from 'react-intl';

import type { IsoInstant } from '../../server/contract';
import { TO_THE_MINUTE } from './instantFormat';

/** An instant on one line, to the second, in the browser's time zone, which is named. The title tells it in UTC. */
export function Moment({ at }: { readonly at: IsoInstant }) {
  const { formatDate } = useIntl();
  return (
    <time dateTime={at} title={at}>
      {formatDate(at, { ...TO_THE_MINUTE, second: '2-digit' })}
    </time>
  );
}
