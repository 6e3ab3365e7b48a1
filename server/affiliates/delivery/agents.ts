/** Connections to affiliate systems: kept open between requests, and closed when the host stops. */
import http from 'node:http';
import https from 'node:https';
import type { Milliseconds } from '../../kernel';

export const AGENT_LIMITS = {
  /** Connections at a time: to one host, to all of them, and of those that wait for a next request. */
  perHost: 32,
  inAll: 256,
  waiting: 64,
  /** How long a connection waits for a next request; most servers hang up after 5 s to 60 s. */
  idle: 4_000 as Milliseconds,
} as const;

type ByScheme = Readonly<Record<'http:' | 'https:', http.Agent>>;

export interface Agents {
  /** Whose connections may have been used before. */
  readonly kept: ByScheme;
  /** Whose connections are made for one request. */
  readonly fresh: ByScheme;
  /** Ends every connection, also those in use. */
  close(): void;
}

interface AgentOptions {
  /** Certificates to trust instead of those that Node trusts, in PEM. */
  readonly ca?: string;
  readonly idle?: Milliseconds;
}

export function createAgents({ ca, idle = AGENT_LIMITS.idle }: AgentOptions = {}): Agents {
  const { perHost, inAll, waiting } = AGENT_LIMITS;
  const pair = (keepAlive: boolean): ByScheme => {
    const options = { keepAlive, maxSockets: perHost, maxTotalSockets: inAll, maxFreeSockets: waiting, timeout: idle };
    // Said once more, because an environment variable can switch it off for the whole process.
    const tls = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
    return { 'http:': new http.Agent(options), 'https:': new https.Agent({ ...options, ...tls }) };
  };
  const agents = { kept: pair(true), fresh: pair(false) };
  return {
    ...agents,
    close() {
      for (const { 'http:': plain, 'https:': secure } of [agents.kept, agents.fresh]) {
        plain.destroy();
        secure.destroy();
      }
    },
  };
}
