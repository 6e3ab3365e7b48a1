/** F10. Resolves a name once, for the connection that is made next, and hands out no address that was not looked at. */
import { lookup as lookUpInSystem, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Milliseconds } from '../../kernel';
import { type AddressRefusal, refusalOfAddress } from './address';

/** What resolves names, as `dns.lookup` does when it is asked for all addresses. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** A name was resolved to an address to which no request may go. */
export class BlockedAddress extends Error {
  constructor(
    readonly hostname: string,
    readonly address: string,
    readonly refusal: AddressRefusal,
  ) {
    super(`${hostname} is at ${address}, to which nothing is sent (${refusal}).`);
    this.name = 'BlockedAddress';
  }
}

/**
 * F10. A `lookup` for `node:http` and `node:https`. One address that is refused refuses the name: whoever can put it among the others
 * chooses when it is taken. Certificates are still checked by name. A literal address never comes here: `judgeUrl` looks at it.
 *
 * @param resolve the system's resolver, with its hosts file, unless it is said otherwise
 */
export function guardedLookup(allowLoopback: boolean, resolve: Resolve = lookUpInSystem): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const checked = error ?? checkedOf(hostname, addresses, allowLoopback);
      if (checked instanceof Error) callback(checked, '');
      else if (options.all) callback(null, checked);
      else callback(null, checked[0].address, checked[0].family);
    });
  };
}

/** How long a dry run waits for a name. */
const LOOKUP_PATIENCE: Milliseconds = 5_000;

/** F10, F12. Every address of a name, without a connection to any; none where it has none, or nobody says in time. */
export function addressesOf(hostname: string, resolve: Resolve = lookUpInSystem): Promise<readonly string[]> {
  return new Promise((found) => {
    const late = setTimeout(() => found([]), LOOKUP_PATIENCE);
    resolve(hostname, { all: true }, (error, addresses) => {
      clearTimeout(late);
      // That it could not be resolved is all that a dry run tells of it.
      found(error ? [] : addresses.map(({ address }) => address));
    });
  });
}

type Addresses = [LookupAddress, ...LookupAddress[]];

/** The addresses of a name, or why none of them is handed out. */
function checkedOf(hostname: string, addresses: readonly LookupAddress[], allowLoopback: boolean): Addresses | Error {
  for (const { address } of addresses) {
    const refusal = refusalOfAddress(address, allowLoopback);
    if (refusal !== null) return new BlockedAddress(hostname, address, refusal);
  }
  const [first, ...others] = addresses;
  return first ? [first, ...others] : notFound(hostname);
}

/** A resolver that knows a name and no address of it. */
const notFound = (hostname: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${hostname} has no address.`), { code: 'ENOTFOUND', syscall: 'getaddrinfo' });
