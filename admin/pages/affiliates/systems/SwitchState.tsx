import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { AffiliateSwitchDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { TO_THE_MINUTE } from '../../../ui/instantFormat';
import { Pill } from '../../../ui/Pill';

/** F7. Whether events are sent; if not, since when, by whom and why. */
export function SwitchState({ of: { isOn, offSince, offBy, offWhy } }: { readonly of: AffiliateSwitchDto }) {
  const translate = useTranslate();
  const { formatDate } = useIntl();
  if (isOn) return <Pill tone="success">{translate('affiliate-systems.on')}</Pill>;
  const at = offSince === null ? '' : formatDate(offSince, TO_THE_MINUTE);
  const by = offBy === null ? translate('affiliate-systems.off.by-itself') : (offBy.name ?? offBy.id);
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Pill tone="danger">{translate('affiliate-systems.off')}</Pill>
      <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'normal' }}>
        {translate('affiliate-systems.off.since', { at, by })}
      </Typography>
      {offWhy !== null && (
        <Typography variant="pi" textColor="neutral700" style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
          {offWhy}
        </Typography>
      )}
    </Flex>
  );
}
