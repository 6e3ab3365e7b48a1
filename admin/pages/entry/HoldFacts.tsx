import { useIntl } from 'react-intl';

import type { HoldDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { formatDecimal } from '../../ui/decimal';
import { Moment } from '../../ui/Moment';
import { SmallPill, type Tone } from '../../ui/Pill';
import { Facts } from '../../ui/Facts';

const TONES: Record<HoldDto['status'], Tone> = {
  open: 'warning',
  captured: 'neutral',
  released: 'secondary',
  expired: 'danger',
};

/** What became of what was held. */
export function HoldFacts({ hold }: { readonly hold: HoldDto }) {
  const translate = useTranslate();
  const { locale } = useIntl();
  const { status, expiresAt } = hold;
  const figure = (name: 'amount' | 'captured' | 'released' | 'remaining') => ({
    label: translate(`entry.hold.figure.${name}`),
    value: formatDecimal(hold[name], locale, 'negative'),
  });
  return (
    <Facts
      facts={[
        {
          label: translate('entry.hold.state'),
          value: (
            <span style={{ display: 'inline-block' }}>
              <SmallPill tone={TONES[status]}>{translate(`entry.hold.status.${status}`)}</SmallPill>
            </span>
          ),
        },
        figure('amount'),
        figure('captured'),
        figure('released'),
        figure('remaining'),
        { label: translate('entry.hold.times-out'), value: expiresAt && <Moment at={expiresAt} /> },
      ]}
    />
  );
}
