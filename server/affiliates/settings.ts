import type { AffiliateSettings } from '../contract';
import { readRecipients } from '../kernel/alert';
import { type GuardRules, STANDARD_RULES } from './delivery/url-guard';
import { readSecretKeys, type SecretKey } from './systems/secrets';

/** The setting `affiliates`, as it is used. */
export interface ReadAffiliateSettings {
  /** F10. */
  readonly rules: GuardRules;
  /** F11. None: no secret can be kept. */
  readonly secretKeys: readonly SecretKey[];
  /** F7. Mail addresses. */
  readonly recipients: readonly string[];
}

const NAMES: readonly (keyof AffiliateSettings)[] = [
  'secretKeys',
  'ports',
  'allowedHosts',
  'forbiddenHosts',
  'allowLoopback',
  'recipients',
];
const HIGHEST_PORT = 65_535;
/** Hosts or ports that a setting can list. */
const MOST = 1_000;

/**
 * Reads the setting `affiliates`: to which addresses requests may go (F10), by which keys secrets are kept (F11), and who gets its
 * alerts by mail (F7).
 *
 * @throws an Error whose sentence names what cannot be used
 */
export function readAffiliateSettings(setting: unknown): ReadAffiliateSettings {
  const given = setting ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) throw new Error('affiliates must be an object.');
  const unknown = Object.keys(given).find((name) => !(NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`affiliates.${unknown} is no setting.`);
  const { secretKeys, ports, allowedHosts, forbiddenHosts, allowLoopback, recipients } =
    given as Partial<AffiliateSettings>;
  return {
    rules: {
      ports:
        ports === undefined ? STANDARD_RULES.ports : listOf('ports', ports, isPort, 'whole numbers from 1 to 65535'),
      allowedHosts: listOf('allowedHosts', allowedHosts ?? [], isHost, 'names of hosts'),
      forbiddenHosts: listOf('forbiddenHosts', forbiddenHosts ?? [], isHost, 'names of hosts'),
      allowLoopback: yesOrNo('allowLoopback', allowLoopback ?? STANDARD_RULES.allowLoopback),
    },
    secretKeys: secretKeys === undefined ? [] : readSecretKeys(secretKeys, 'affiliates.secretKeys'),
    recipients: readRecipients(recipients, 'affiliates.recipients'),
  };
}

const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= HIGHEST_PORT;
const isHost = (value: unknown): value is string => typeof value === 'string' && /^\.?[^\s/:@]+$/.test(value);

function listOf<T>(name: string, value: unknown, isOne: (one: unknown) => one is T, of: string): readonly T[] {
  if (!Array.isArray(value) || value.length > MOST || !value.every(isOne)) {
    throw new Error(`affiliates.${name} must be a list of ${of}, ${MOST} at most.`);
  }
  return value;
}

function yesOrNo(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`affiliates.${name} must be true or false.`);
  return value;
}
