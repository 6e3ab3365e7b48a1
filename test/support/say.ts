/** How a child process tells its test something: at once, so that what it said before it was killed has been said. */
import fs from 'node:fs';

const STANDARD_OUTPUT = 1;
/** How long to wait for a test that is too busy to read, in milliseconds. */
const PAUSE = 2;

/**
 * Writes a line to the standard output before it returns.
 *
 * Whatever touches `process.stdout` makes the pipe one that does not block: when it is full, `writeSync` writes a part or
 * throws EAGAIN instead of waiting.
 */
export function say(line: string): void {
  let left = Buffer.from(`${line}\n`);
  while (left.length > 0) {
    try {
      left = left.subarray(fs.writeSync(STANDARD_OUTPUT, left));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
