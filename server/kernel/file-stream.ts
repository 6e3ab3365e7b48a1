import { Readable } from 'node:stream';
import type { Milliseconds } from './clock';

/**
 * A file that is made as it is read, from something that must not wait for its reader for ever, such as a connection.
 *
 * @param source makes the pieces; closed when the file is broken off
 * @param patience how long a reader may leave it unread before it is broken off
 * @param done called once, when nothing is read from the source any more
 */
export function streamOf(source: AsyncGenerator<string>, patience: Milliseconds, done: () => void): Readable {
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      file.destroy(new Error(`The file was broken off: nobody read on for ${patience / 1000} s.`));
    }, patience).unref();
  };
  const file = new Readable({
    objectMode: false,
    highWaterMark: 1,
    read() {
      clearTimeout(timer);
      source.next().then(
        ({ value, done: isEnd }) => {
          if (file.destroyed) return;
          if (isEnd) done();
          else wait();
          file.push(isEnd ? null : value);
        },
        (error: unknown) => file.destroy(error as Error),
      );
    },
    destroy(error, callback) {
      clearTimeout(timer);
      const end = (): void => {
        done();
        callback(error);
      };
      // It ends the piece that it is at, and then gives back what it holds.
      source.return(undefined).then(end, end);
    },
  });
  wait();
  return file;
}
