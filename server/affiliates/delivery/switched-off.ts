import type { Core } from '@strapi/types';
import type { AffiliateSystemOffEvent } from '../../contract';
import { toIsoOrNull } from '../../kernel';
import { type AlertChannel, type MailText, tellAlert } from '../../kernel/alert';
import type { AffiliateSystem } from '../systems/system-store';
import type { SystemState } from './delivery-store';

interface Dependencies {
  readonly channels: readonly AlertChannel<AffiliateSystemOffEvent>[];
  readonly log: Pick<Core.Strapi['log'], 'error' | 'warn'>;
}

/** F7. Told once, by whoever switched it off, when that is committed. Never throws. */
export function tellSwitchedOff(
  { channels, log }: Dependencies,
  { id, code, name }: AffiliateSystem,
  { offSince, offWhy }: SystemState,
): Promise<void> {
  log.error(`Rewards: the affiliate system ${name} was switched off, and its events wait: ${offWhy ?? ''}`);
  const alert = { system: { id, code, name }, since: toIsoOrNull(offSince) ?? '', why: offWhy ?? '' };
  return tellAlert(channels, alert, { what: `Rewards: that the affiliate system ${name} was switched off`, log });
}

export function mailOfSwitchedOff({ system: { code, name }, since, why }: AffiliateSystemOffEvent): MailText {
  const lines = [
    `The affiliate system ${name} (${code}) was switched off at ${since}.`,
    why,
    '',
    'Its events are recorded as before and wait until somebody switches it on again: in the Strapi admin, under Rewards → Affiliate systems.',
  ];
  return { subject: `Rewards: the affiliate system ${name} was switched off`, text: lines.join('\n') };
}
