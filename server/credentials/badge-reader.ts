/** Badges and their images, as the host's content has them. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Core } from '@strapi/types';
import { CREDENTIAL_LIMITS } from '../contract';
import { sentenceOf } from '../kernel';
import { BADGE_UID } from '../members';
import type { Badge } from './documents';

/** A file of the upload plugin's. */
interface ImageFile {
  readonly url: string;
  readonly mime: string;
  readonly alternativeText?: string | null;
}

export interface StoredBadge extends Badge {
  readonly code: string;
  readonly isSecret: boolean;
  readonly image: ImageFile | null;
}

export interface BadgeReader {
  read(documentId: string): Promise<StoredBadge | null>;
  /** The image's text where it is SVG and can be read; else null. */
  readSvg(badge: StoredBadge): Promise<string | null>;
}

interface BadgeContent extends Omit<StoredBadge, 'isSecret'> {
  readonly secret: boolean | null;
}

export const createBadgeReader = (strapi: Core.Strapi): BadgeReader => ({
  async read(documentId) {
    const found = (await strapi
      .documents(BADGE_UID as never)
      .findOne({ documentId, populate: ['image'] as never })) as unknown as BadgeContent | null;
    if (found?.documentId !== documentId) return null;
    const { code, name, description, secret, image } = found;
    return { documentId, code, name, description, image, isSecret: secret ?? false };
  },
  async readSvg({ code, image }) {
    if (image?.mime !== 'image/svg+xml') return null;
    try {
      return await readText(await open(strapi, image));
    } catch (error) {
      strapi.log.warn(`Rewards: the image of the badge ${code} cannot be read: ${sentenceOf(error)}`);
      return null;
    }
  },
});

/** A file where the host's upload provider has it: in the public folder, or at an address of its own. */
async function open(strapi: Core.Strapi, image: ImageFile): Promise<Readable> {
  const files = strapi.plugin('upload').service<{ signFileUrls(file: ImageFile): Promise<ImageFile> }>('file');
  const { url } = await files.signFileUrls(image);
  if (url.startsWith('/')) {
    const folder = path.resolve(strapi.dirs.static.public);
    const file = path.join(folder, url);
    if (!file.startsWith(folder + path.sep)) throw new Error('it lies outside the public folder');
    return createReadStream(file);
  }
  const { ok, status, body } = await fetch(url, { signal: AbortSignal.timeout(CREDENTIAL_LIMITS.imageTimeout) });
  if (!ok || !body) throw new Error(`it is answered with ${status}`);
  return Readable.fromWeb(body as ReadableStream);
}

async function readText(content: Readable): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of content as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > CREDENTIAL_LIMITS.imageBytes) throw new Error(`it has more than ${CREDENTIAL_LIMITS.imageBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
