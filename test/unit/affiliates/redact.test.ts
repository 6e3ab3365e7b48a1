import fc from 'fast-check';

import { problemOfSecret, problemOfSecretName } from '../../../server/affiliates/systems/secrets';
import { createRedactor, parseTemplate } from '../../../server/affiliates/systems/template';

const SECRET = `p/ss+w"rd & <ü'> 100%=`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('F11 what is redacted', () => {
  const redact = createRedactor([SECRET]);

  it.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a URL, in lower case', encodeURIComponent(SECRET).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())],
    ['in a form', new URLSearchParams({ a: SECRET }).toString().slice(2)],
    ['in a URL that was encoded whole', encodeURI(SECRET)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in JSON with slashes escaped', JSON.stringify(SECRET).slice(1, -1).replaceAll('/', '\\/')],
    ['in JSON of ASCII', JSON.stringify(SECRET).slice(1, -1).replaceAll('ü', '\\u00fc')],
    [
      'in HTML',
      SECRET.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ],
    ['in base64', base64(SECRET)],
    ['in base64 for URLs', Buffer.from(SECRET).toString('base64url')],
  ])('F11 %s', (_, text) => {
    expect(redact(`before ${text} between ${text} behind`)).toBe('before ••• between ••• behind');
  });

  it('F11 in base64, wherever in something longer it begins', () => {
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      for (const behind of ['', 'x', 'xy', 'xyz']) {
        const shown = redact(base64(before + SECRET + behind));
        expect(shown).toContain('•••');
        // What is left of it are bits that it shares with its neighbours.
        expect(shown.replace('•••', '').length).toBeLessThanOrEqual(base64(before + behind).length + 4);
      }
    }
  });

  it('F11 leaves everything else', () => {
    expect(redact('p/ss+w"rd, and nothing more')).toBe('p/ss+w"rd, and nothing more');
    expect(createRedactor([])('anything')).toBe('anything');
    expect(createRedactor([''])('anything')).toBe('anything');
  });

  it('F11 of secrets that hold each other, takes the longer one whole', () => {
    expect(createRedactor(['secret', 'secret-longer'])('secret-longer secret')).toBe('••• •••');
  });

  it('F11 takes no secret for a pattern', () => {
    const odd = ['a.*b(c', '[x-z]{2,}', 'back\\slash|$^', '(?<a>)'];
    expect(createRedactor(odd)(odd.join(' , '))).toBe('••• , ••• , ••• , •••');
    expect(createRedactor(odd)('aXXb(c')).toBe('aXXb(c');
  });

  it('F11 whatever the secret is, it is not in what is left', () => {
    const secrets = fc
      .string({ minLength: 6, maxLength: 40, unit: 'grapheme' })
      .filter((one) => problemOfSecret(one) === null);
    fc.assert(
      fc.property(secrets, fc.string(), fc.string(), (secret, before, behind) => {
        const text = [secret, encodeURIComponent(secret), JSON.stringify(secret), base64(secret)]
          .map((spelling) => before + spelling + behind)
          .join('\n');
        const shown = createRedactor([secret])(text);
        expect(shown.split('•••').length).toBeGreaterThanOrEqual(5);
        expect(shown).not.toContain(secret);
      }),
    );
  });
});

describe('F11 what can be a secret', () => {
  it.each(['abcdef', SECRET, 'x'.repeat(4_000), 'whsec_abc', '😀😀😀'])('%s', (secret) => {
    expect(problemOfSecret(secret)).toBeNull();
  });

  it.each([
    ['', 'must have 6 to 4000 characters.'],
    ['short', 'must have 6 to 4000 characters.'],
    ['x'.repeat(4_001), 'must have 6 to 4000 characters.'],
    ['line\nbreak', 'must hold no control characters and no halves of characters.'],
    ['nothing\0', 'must hold no control characters and no halves of characters.'],
    ['half \uD800', 'must hold no control characters and no halves of characters.'],
  ])('not %j', (secret, problem) => {
    expect(problemOfSecret(secret)).toBe(problem);
  });
});

describe('F11 what a secret can be called', () => {
  const isMacro = (name: string) => {
    const url = `https://a.example/{secret.${name}}`;
    const parsed = parseTemplate({ method: 'GET', url, format: 'none', body: '', headers: [] });
    return 'template' in parsed && parsed.template.secrets[0] === name;
  };

  it.each(['token', 'api-key', 'API_KEY_2', '__proto__', 'x'.repeat(50)])('%s, and a macro means it', (name) => {
    expect([problemOfSecretName(name), isMacro(name)]).toEqual([null, true]);
  });

  it.each(['', 'a.b', 'a b', 'ä', '{a}', 'a\n', 'x'.repeat(51)])('not %j', (name) => {
    expect(problemOfSecretName(name)).toBe('must be 1 to 50 letters, digits, "_" and "-".');
  });
});
