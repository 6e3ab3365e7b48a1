/** What can keep a request from being answered, and how Node tells it. */
import { BlockedAddress } from './lookup';
import type { GuardRefusal } from './url-guard';

/**
 * `BLOCKED`: the guard let it not out. `DNS`: the name has no address, or nobody could say. `CONNECTION`: none could be made, or it
 * broke before there was an answer. `TLS`: no secure one. `TIMEOUT`: the whole took too long. `ANSWER`: what came is no HTTP, or more
 * of it than is read. `STOPPED`: this process gave it up.
 */
export type SendProblem = 'BLOCKED' | 'DNS' | 'CONNECTION' | 'TLS' | 'TIMEOUT' | 'ANSWER' | 'STOPPED';

export class SendFailure extends Error {
  constructor(
    readonly problem: SendProblem,
    message: string,
    readonly refusal: GuardRefusal | null = null,
  ) {
    super(message);
    this.name = 'SendFailure';
  }
}

const OF_DNS = /^(ENOTFOUND|ENODATA|EAI_\w+|ESERVFAIL|EREFUSED)$/;
/** OpenSSL names what is wrong with a certificate; Node puts before it what is its own. */
const OF_TLS = /^(ERR_TLS_|ERR_SSL_|CERT_)|^EPROTO$|CERT|SIGNATURE|^HOSTNAME_MISMATCH$|^INVALID_(CA|PURPOSE)$/;
const OF_PARSER = /^HPE_/;
/** What Node says of a request that cannot be written down: a mistake of ours. */
const OURS = /^ERR_(INVALID|UNESCAPED|HTTP)_/;

/**
 * What an error of Node's stands for. Its own words are left out: they can hold parts of what was sent.
 *
 * @throws what is no doing of the other side
 */
export function failureOf(error: unknown, host: string): SendFailure {
  if (error instanceof SendFailure) return error;
  if (error instanceof BlockedAddress) return new SendFailure('BLOCKED', error.message, error.refusal);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || OURS.test(code)) throw error;
  if (OF_DNS.test(code)) return new SendFailure('DNS', `The name ${host} could not be resolved (${code}).`);
  if (OF_PARSER.test(code))
    return new SendFailure('ANSWER', `What ${host} answered is no HTTP that can be read (${code}).`);
  if (OF_TLS.test(code)) return new SendFailure('TLS', `No secure connection to ${host} could be made (${code}).`);
  return new SendFailure('CONNECTION', `The connection to ${host} could not be made, or broke (${code}).`);
}
