/**
 * F10. Which URLs a request may go to. The host is looked at as the URL standard reads it, which is how it is called: by then
 * decimal, octal, hexadecimal and short spellings, full-width digits and percent signs have become one.
 */
import { domainToASCII } from 'node:url';
import { type AddressRefusal, refusalOfAddress } from './address';

/** Why a URL is refused: because of the address that it names, or one of its own parts. */
export type GuardRefusal = AddressRefusal | 'url' | 'scheme' | 'credentials' | 'port' | 'forbidden' | 'not-allowed';

export interface GuardRules {
  readonly ports: readonly number[];
  /** Names, `.example.com` for all below it. Empty: every host that is not forbidden. */
  readonly allowedHosts: readonly string[];
  /** Names as above; comes before what is allowed. */
  readonly forbiddenHosts: readonly string[];
  /** For tests and the demo: loopback, on every port. */
  readonly allowLoopback: boolean;
}

export const STANDARD_RULES: GuardRules = {
  ports: [80, 443],
  allowedHosts: [],
  forbiddenHosts: [],
  allowLoopback: false,
};

/** What came of looking at a URL. A name is looked at once more when it is resolved (`lookup.ts`). */
export type UrlVerdict = { readonly url: URL } | { readonly refusal: GuardRefusal };

const SCHEMES = new Map([
  ['http:', 80],
  ['https:', 443],
]);

/** F10. Whether a URL may be called, before its name is resolved. */
export function judgeUrl(text: string, rules: GuardRules): UrlVerdict {
  if (!URL.canParse(text)) return { refusal: 'url' };
  const url = new URL(text);
  const refusal = refusalOfUrl(url, rules);
  return refusal === null ? { url } : { refusal };
}

/** The host of a URL as it is called and compared: without brackets, and without the dot that ends a full name. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');

function refusalOfUrl(url: URL, rules: GuardRules): GuardRefusal | null {
  const standardPort = SCHEMES.get(url.protocol);
  if (standardPort === undefined) return 'scheme';
  if (url.username !== '' || url.password !== '') return 'credentials';
  const host = hostOf(url);
  if (isNamed(host, rules.forbiddenHosts)) return 'forbidden';
  if (rules.allowedHosts.length > 0 && !isNamed(host, rules.allowedHosts)) return 'not-allowed';
  if (isLoopback(host)) return rules.allowLoopback ? null : 'loopback';
  if (!rules.ports.includes(url.port === '' ? standardPort : Number(url.port))) return 'port';
  return isLiteral(host) ? refusalOfAddress(host, rules.allowLoopback) : null;
}

/** The URL standard leaves an address in two shapes: four decimal numbers, or hexadecimal ones between colons. */
export const isLiteral = (host: string): boolean => host.includes(':') || /^[\d.]+$/.test(host);

/** A resolver may know `localhost` by another address, but nobody means one that is public. */
const isLoopback = (host: string): boolean =>
  /(^|\.)localhost$/.test(host) || (isLiteral(host) && refusalOfAddress(host, false) === 'loopback');

function isNamed(host: string, names: readonly string[]): boolean {
  return names.some((given) => {
    const isBelow = given.startsWith('.');
    const name = domainToASCII(given.replace(/^\./, '').replace(/\.$/, '')) || given.toLowerCase();
    return isBelow ? host.endsWith(`.${name}`) : host === name;
  });
}
