import type { AffiliateGuardDto } from '../../contract';
import { refusalOfAddress } from './address';
import { addressesOf, type Resolve } from './lookup';
import { type GuardRules, hostOf, isLiteral, judgeUrl } from './url-guard';

/** What of a dry run's addresses is shown. */
const MOST_ADDRESSES = 20;
const STANDARD_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** F10, F12. What the guard would say of a request to a URL: resolves its name, and connects to nothing. */
export async function guardVerdict(url: string, rules: GuardRules, resolve?: Resolve): Promise<AffiliateGuardDto> {
  const told = partsOf(url);
  const verdict = judgeUrl(url, rules);
  if ('refusal' in verdict) {
    return { ...told, refusal: verdict.refusal, addresses: [], isUnresolved: false };
  }
  const host = hostOf(verdict.url);
  const addresses = isLiteral(host) ? [host] : await addressesOf(host, resolve);
  const judged = addresses.map((address) => ({ address, refusal: refusalOfAddress(address, rules.allowLoopback) }));
  return {
    ...told,
    refusal: judged.find(({ refusal }) => refusal !== null)?.refusal ?? null,
    addresses: judged.slice(0, MOST_ADDRESSES),
    isUnresolved: addresses.length === 0,
  };
}

function partsOf(text: string): Pick<AffiliateGuardDto, 'scheme' | 'host' | 'port'> {
  if (!URL.canParse(text)) return { scheme: null, host: null, port: null };
  const url = new URL(text);
  const port = url.port === '' ? (STANDARD_PORTS[url.protocol] ?? null) : Number(url.port);
  return { scheme: url.protocol.slice(0, -1), host: hostOf(url) || null, port };
}
