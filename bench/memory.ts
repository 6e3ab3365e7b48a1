/** What the process needs while something runs, in megabytes. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const MEGABYTE = 1024 * 1024;
const INTERVAL_MS = 20;

export interface Peak {
  /** By how much the process grew over what it had before, at most. */
  readonly growth: number;
  /** By how much the part of its heap that is in use grew, at most: what waits for its collection included. */
  readonly heap: number;
}

/** Looks at intervals, after a garbage collection. */
export function watchMemory(): { stop(): Peak } {
  collectGarbage();
  const before = process.memoryUsage();
  let rss = before.rss;
  let heap = before.heapUsed;
  const look = () => {
    const now = process.memoryUsage();
    rss = Math.max(rss, now.rss);
    heap = Math.max(heap, now.heapUsed);
  };
  const timer = setInterval(look, INTERVAL_MS);
  return {
    stop() {
      clearInterval(timer);
      look();
      return { growth: (rss - before.rss) / MEGABYTE, heap: (heap - before.heapUsed) / MEGABYTE };
    },
  };
}

/** What is in use after a garbage collection. */
export function liveMegabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
