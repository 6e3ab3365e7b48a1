/** V11: what makes a credential, without a Strapi. */
import { generateKeyPairSync } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';

import plugin from '../../server';
import { DEFAULT_EARNING } from '../../server/contract';
import { openSvg } from '../../server/credentials/bake-svg';
import { makeKey, readPem, thumbprintOf } from '../../server/credentials/keys';
import { CREDENTIALS_PER_LIST, encodeStatusList, rangeOf, statusListOf } from '../../server/credentials/status-list';

const issuer = { name: 'Example', url: 'https://www.example.com' };

describe('V11 the configuration of badges', () => {
  const complaintOf = (badges: unknown): string => {
    try {
      plugin.config.validator({ earning: DEFAULT_EARNING, badges });
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };
  const pem = (bits: number, passphrase?: string): string =>
    generateKeyPairSync('rsa', { modulusLength: bits })
      .privateKey.export({
        ...{ type: 'pkcs8', format: 'pem' },
        ...(passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase }),
      })
      .toString();
  const rsa = pem(2_048);

  it.each([
    undefined,
    null,
    { issuer },
    { issuer: { ...issuer, email: 'badges@example.com' } },
    { issuer, privateKey: rsa },
  ])('is taken: %#', (badges) => {
    expect(complaintOf(badges)).toBe('none');
  });

  it.each([
    [{}, /badges\.issuer: must say who issues badges/],
    [{ privateKey: rsa }, /badges\.issuer: must say/],
    [{ issuer: { name: 'Example' } }, /badges\.issuer\.url: must be an address/],
    [{ issuer: { ...issuer, name: '' } }, /badges\.issuer\.name: must not be empty/],
    [{ issuer: { ...issuer, url: 'ftp://example.com' } }, /badges\.issuer\.url: must be an address/],
    [{ issuer: { ...issuer, url: 'example' } }, /badges\.issuer\.url: must be an address/],
    [{ issuer: { ...issuer, email: 'nobody' } }, /badges\.issuer\.email: must be a mail address/],
    [{ issuer: { ...issuer, logo: 'x' } }, /logo: there is no such field/],
    [{ issuer, key: rsa }, /key: there is no such field/],
    [{ issuer, privateKey: 'secret' }, /badges\.privateKey: must be an RSA private key in PEM/],
    [{ issuer, privateKey: 5 }, /badges\.privateKey: must be a private key in PEM/],
    ['yes', /badges: must be an object/],
  ])('ends the start over what is wrong: %#', (badges, complaint) => {
    expect(complaintOf(badges)).toMatch(complaint);
  });

  it('takes no key that nobody should sign with, and never repeats one', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const publicHalf = generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey;
    for (const privateKey of [
      pem(1_024),
      pem(2_048, 'a passphrase'),
      elliptic.export({ type: 'pkcs8', format: 'pem' }).toString(),
      publicHalf.export({ type: 'spki', format: 'pem' }).toString(),
    ]) {
      const complaint = complaintOf({ issuer, privateKey });
      expect(complaint).toMatch(/badges\.privateKey: must be an RSA private key in PEM, .* of 2048 bits or more/);
      expect(complaint).not.toContain(privateKey.split('\n')[1]);
    }
  });
});

describe('V11 a key', () => {
  it('is known by the thumbprint of its public half (RFC 7638)', () => {
    // The key of the RFC's own example.
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw';
    expect(thumbprintOf({ n, e: 'AQAB' })).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });

  it('is the same one, made and read', async () => {
    const made = await makeKey();
    expect(readPem(made.pem)).toEqual(made);
    expect((await makeKey()).id).not.toBe(made.id);
  });
});

describe('V11 a status list', () => {
  const bitsOf = (encoded: string): number[] => {
    const bytes = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'));
    return [...bytes].flatMap((byte, i) =>
      byte === 0 ? [] : [...Array(8).keys()].filter((bit) => byte & (128 >> bit)).map((bit) => i * 8 + bit),
    );
  };

  it('says of each credential whether it is revoked, and of nobody else', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: CREDENTIALS_PER_LIST - 1 }), { maxLength: 50 });
    fc.assert(
      fc.property(places, (revoked) => {
        expect(bitsOf(encodeStatusList(revoked))).toEqual(revoked.toSorted((a, b) => a - b));
      }),
    );
  });

  it('is one of several, of which each has its credentials', () => {
    expect([1, CREDENTIALS_PER_LIST, CREDENTIALS_PER_LIST + 1].map(statusListOf)).toEqual([1, 1, 2]);
    for (const list of [1, 2, 77]) {
      const { first, last } = rangeOf(list);
      expect([statusListOf(first), statusListOf(last), last - first + 1]).toEqual([list, list, CREDENTIALS_PER_LIST]);
    }
  });
});

describe('V11 an image that holds a credential', () => {
  const baked = (svg: string): string | undefined => openSvg(svg)?.with('a.b.c');
  const ELEMENT = '<openbadges:credential verify="a.b.c"></openbadges:credential>';
  const NAMESPACE = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"';

  it.each([
    ['<svg></svg>', `<svg ${NAMESPACE}>${ELEMENT}</svg>`],
    ['<svg\n width="1">\n<g/></svg>', `<svg\n width="1" ${NAMESPACE}>${ELEMENT}\n<g/></svg>`],
    ['<svg a="x > y" b=\'"\'><g/></svg>', `<svg a="x > y" b='"' ${NAMESPACE}>${ELEMENT}<g/></svg>`],
    [`<svg ${NAMESPACE}><g/></svg>`, `<svg ${NAMESPACE}>${ELEMENT}<g/></svg>`],
    ['<!-- <svg> --><svg></svg>', `<!-- <svg> --><svg ${NAMESPACE}>${ELEMENT}</svg>`],
    [
      '\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "<svg>">]>\n<svg></svg>',
      `\uFEFF<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "<svg>">]>\n<svg ${NAMESPACE}>${ELEMENT}</svg>`,
    ],
  ])('is made of %j', (svg, expected) => {
    expect(baked(svg)).toBe(expected);
  });

  it.each([
    '',
    'A star',
    '<html><svg></svg></html>',
    '<svg/>',
    '<svgx></svgx>',
    '<svg a="',
    '<svg xmlns:openbadges="https://example.com"></svg>',
    `<svg ${NAMESPACE}>${ELEMENT}</svg>`,
  ])('is not made of %j', (svg) => {
    expect(baked(svg)).toBeUndefined();
  });

  it('is sought in a time that grows with its length', () => {
    const began = performance.now();
    expect(baked(`<svg ${'a="'.repeat(200_000)}`)).toBeUndefined();
    expect(baked(`${'<!--'.repeat(200_000)}<svg>`)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
