import { useIntl } from 'react-intl';

import type { IsoInstant } from '../../server/contract';
import { UTC_TO_THE_SECOND } from './instantFormat';

/** Says an instant in UTC, to the second, with the name of the zone, which is not parted from the time. */
export function useUtcText(): (at: IsoInstant) => string {
  const { formatDate } = useIntl();
  return (at) => formatDate(at, UTC_TO_THE_SECOND).replace(/ (?=\w+$)/, '\u00a0');
}

/** Such an instant; the title tells it as it is stored. */
export function UtcMoment({ at }: { readonly at: IsoInstant }) {
  const utcText = useUtcText();
  return (
    <time dateTime={at} title={at}>
      {utcText(at)}
    </time>
  );
}
