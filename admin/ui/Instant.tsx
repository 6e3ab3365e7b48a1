import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { IsoInstant } from '../../server/contract';

/** An instant on two lines, date and time, in the browser's time zone, which is named. The title tells it in UTC. */
export function Instant({ at }: { readonly at: IsoInstant }) {
  const { formatDate, formatTime } = useIntl();
  return (
    <time dateTime={at} title={at} style={{ whiteSpace: 'nowrap' }}>
      <Typography tag="div" textColor="neutral800">
        {formatDate(at, { year: 'numeric', month: 'short', day: 'numeric' })}
      </Typography>
      <Typography tag="div" variant="pi" textColor="neutral600">
        {formatTime(at, { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })}
      </Typography>
    </time>
  );
}
