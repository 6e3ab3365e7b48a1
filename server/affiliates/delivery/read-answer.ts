/** Reads the body of an answer: no more of it than is needed, in flat memory, whatever the other side sends. */
import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import zlib from 'node:zlib';

/** Bytes of a body that are read, before and after it is inflated: three for each of the 20,000 characters that are kept (F13), and more. */
export const ANSWER_BYTES = 65_536;

export interface AnswerBody {
  /** In UTF-8; what is none, or cannot be stored, is U+FFFD. */
  readonly text: string;
  /** Whether that is all of it, as it was meant: neither cut, nor broken off, nor packed in a way that is not known. */
  readonly isWhole: boolean;
}

interface Piece {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

/** What does not end where its last block should is still unpacked as far as it goes. */
const DEFLATED = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => zlib.createGunzip(DEFLATED),
  'x-gzip': () => zlib.createGunzip(DEFLATED),
  deflate: () => zlib.createInflate(DEFLATED),
  br: () => zlib.createBrotliDecompress({ finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH }),
};

/** Reads a body to its end, or to its limit, where the connection is dropped. Never throws. */
export async function readAnswer(response: IncomingMessage): Promise<AnswerBody> {
  const packed = await firstOf(response);
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return textOf(packed);
  const unpacker = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding] : undefined;
  if (!unpacker) return { text: '', isWhole: false };
  const unpacking = unpacker();
  unpacking.end(packed.bytes);
  const { bytes, isWhole } = await firstOf(unpacking);
  return textOf({ bytes, isWhole: isWhole && packed.isWhole });
}

/** The first bytes of a stream, which is destroyed when it has more. */
async function firstOf(stream: Readable): Promise<Piece> {
  const chunks: Buffer[] = [];
  let length = 0;
  let isWhole = true;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > ANSWER_BYTES) break;
    }
  } catch {
    // Broken off: what came before it is still worth reading, and the status was there before.
    isWhole = false;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, ANSWER_BYTES), isWhole: isWhole && length <= ANSWER_BYTES };
}

const textOf = ({ bytes, isWhole }: Piece): AnswerBody => ({
  text: new TextDecoder().decode(bytes).replaceAll('\0', '\uFFFD'),
  isWhole,
});
