import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Which process this is, as leases tell it: host, process id and a part by chance, so that no two ever have the same. */
export const newProcessId = (): string => `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
