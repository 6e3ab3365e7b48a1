import { Flex } from '@strapi/design-system';

import type { IsoInstant } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { Day } from '../Day';
import { SmallPill } from '../Pill';

const DAY = 24 * 60 * 60 * 1000;
/** From here on a date is near enough to catch the eye. */
const SOON_DAYS = 30;

/** When something lapses, and how long that is from now; what should have lapsed already is flagged. */
export function Due({ at }: { readonly at: IsoInstant | null }) {
  const translate = useTranslate();
  if (at === null) return translate('members.due.never');
  const left = Date.parse(at) - Date.now();
  const days = Math.floor(left / DAY);
  return (
    <Flex gap={2} wrap="wrap">
      <Day at={at} />
      {left < 0 ? (
        <SmallPill tone="danger">{translate('members.due.overdue')}</SmallPill>
      ) : (
        <SmallPill tone={days < SOON_DAYS ? 'warning' : 'neutral'}>{translate('members.due.days', { days })}</SmallPill>
      )}
    </Flex>
  );
}
