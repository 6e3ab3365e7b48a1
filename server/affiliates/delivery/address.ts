/**
 * F10. Which addresses a request may go to: public unicast, and nothing else. The ranges are those of IANA's registries of
 * special-purpose addresses; what IPv6 has outside its global unicast (2000::/3) is refused as a whole.
 */
import { type IPv4, type IPv6, isValid, parse, parseCIDR } from 'ipaddr.js';

/** Why an address is refused. */
export type AddressRefusal =
  | 'no-address'
  | 'unspecified'
  | 'loopback'
  | 'private'
  | 'unique-local'
  | 'link-local'
  | 'site-local'
  | 'carrier-grade-nat'
  | 'metadata'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'discard'
  | 'reserved'
  | 'ipv4-in-ipv6'
  | '6to4'
  | 'teredo'
  | 'nat64'
  | 'zone';

const table = (rows: readonly (readonly [range: string, refusal: AddressRefusal])[]) =>
  rows.map(([range, refusal]) => ({ range: parseCIDR(range), refusal }));

/** The first that holds is the answer: a part stands before what it is a part of. */
const IPV4 = table([
  ['0.0.0.0/8', 'unspecified'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-grade-nat'],
  ['127.0.0.0/8', 'loopback'],
  // Azure tells its machines their secrets at an address that is otherwise as public as any.
  ['168.63.129.16/32', 'metadata'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'reserved'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'reserved'],
  ['192.52.193.0/24', 'reserved'],
  ['192.88.99.0/24', '6to4'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'reserved'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['240.0.0.0/4', 'reserved'],
]);

const IPV6 = table([
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  // `::7f00:1` is 127.0.0.1, as is `::ffff:127.0.0.1`: nobody public is written like that.
  ['::/96', 'ipv4-in-ipv6'],
  ['::ffff:0:0/96', 'ipv4-in-ipv6'],
  ['::ffff:0:0:0/96', 'ipv4-in-ipv6'],
  ['64:ff9b:1::/48', 'nat64'],
  ['100::/64', 'discard'],
  ['2001::/32', 'teredo'],
  ['2001:2::/48', 'benchmarking'],
  ['2001::/23', 'reserved'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'reserved'],
  ['3fff::/20', 'documentation'],
  ['fc00::/7', 'unique-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
]);

const GLOBAL_UNICAST = parseCIDR('2000::/3');
/** What an IPv6-only network calls an IPv4 address by: as public as the address that it ends in. */
const NAT64 = parseCIDR('64:ff9b::/96');
const IPV4_BYTES = 4;

/**
 * F10. Why no request may go to an address; null: it is public.
 *
 * @param text an address in any spelling, without brackets
 * @param allowLoopback for tests and the demo
 */
export function refusalOfAddress(text: string, allowLoopback: boolean): AddressRefusal | null {
  if (text.includes('%')) return 'zone';
  if (!isValid(text)) return 'no-address';
  const refusal = refusalOf(parse(text));
  return allowLoopback && refusal === 'loopback' ? null : refusal;
}

function refusalOf(address: IPv4 | IPv6): AddressRefusal | null {
  const isIPv4 = address.kind() === 'ipv4';
  const listed = (isIPv4 ? IPV4 : IPV6).find(({ range }) => address.match(range));
  if (listed) return listed.refusal;
  if (isIPv4) return unlessUnicast(address);
  if (address.match(NAT64)) return refusalOf(parse(address.toByteArray().slice(-IPV4_BYTES).join('.')));
  return address.match(GLOBAL_UNICAST) ? unlessUnicast(address) : 'reserved';
}

/** What the library has come to know and the tables above have not. */
const unlessUnicast = (address: IPv4 | IPv6): AddressRefusal | null =>
  address.range() === 'unicast' ? null : 'reserved';
