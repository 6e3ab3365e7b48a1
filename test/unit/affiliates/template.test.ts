/** F6, F11: what a template may hold, and that a value stays a value wherever it stands. */
import fc from 'fast-check';

import { AFFILIATE_MACROS } from '../../../server/contract';
import {
  type MacroValues,
  parseTemplate,
  type Rendered,
  renderRequest,
  requireTemplate,
  type RequestTemplate,
  TEMPLATE_LIMITS,
  type TemplateText,
} from '../../../server/affiliates/systems/template';
import { refusalOf } from '../refusal';

const EMPTY: TemplateText = { method: 'GET', url: 'https://partner.example/', format: 'none', body: '', headers: [] };
const NONE: MacroValues = {
  clickId: null,
  tid: null,
  actionId: null,
  pid: null,
  externalId: null,
  eventId: '01JDEVENT',
  type: 'deposit',
  kind: null,
  amount: null,
  currency: null,
  createdAt: Date.UTC(2026, 10, 28, 12, 30, 15, 678),
  userId: null,
  transactionId: null,
  accountId: null,
  link: null,
  payload: null,
  linkPayload: null,
  secrets: {},
};

const template = (more: Partial<TemplateText>): RequestTemplate => requireTemplate({ ...EMPTY, ...more });
const posting = (format: 'json' | 'form', body: string) => template({ method: 'POST', format, body });

function made(rendered: Rendered) {
  if ('problem' in rendered) throw new Error(rendered.message);
  return rendered;
}

const urlOf = (url: string, values: Partial<MacroValues>) =>
  made(renderRequest(template({ url }), { ...NONE, ...values })).outgoing.url;
const bodyOf = (format: 'json' | 'form', body: string, values: Partial<MacroValues>): string =>
  Buffer.from(made(renderRequest(posting(format, body), { ...NONE, ...values })).outgoing.body ?? []).toString();
const headerOf = (value: string, values: Partial<MacroValues>) =>
  made(renderRequest(template({ headers: [{ name: 'X-Click', value }] }), { ...NONE, ...values })).outgoing.headers[
    'x-click'
  ];

const problemsOf = (more: Partial<TemplateText>) => {
  const parsed = parseTemplate({ ...EMPTY, ...more });
  return 'problems' in parsed ? parsed.problems.map(({ field, at, problem }) => [field, at, problem]) : [];
};

const HOSTILE = [
  'plain',
  '',
  'a b',
  'a+b',
  'a&b=c',
  'a#b',
  'a?b',
  'a/b',
  '../../admin',
  '%2e%2e',
  'a;b,c:d@e',
  '"',
  '\\',
  '\\"',
  '"},"evil":{"a":"',
  "';--",
  '</script>',
  '{click_id}',
  '{secret.token}',
  '${x}',
  '\r\nX-Evil: 1\r\n\r\n',
  '\n',
  '\t',
  '\u0000',
  '\u0085\u2028\u2029',
  'ünï→漢字😀',
  '\uD800',
  'a\uDC00b',
  '__proto__',
];
const hostile = fc.oneof(fc.constantFrom(...HOSTILE), fc.string(), fc.string({ unit: 'binary' }));
/** What comes out of a value that no UTF-8 can say. */
const sayable = (text: string) => text.replace(/\p{Surrogate}/gu, '\uFFFD');

describe('F6 what stands in a template', () => {
  it('F6 fills in every macro that has a name of its own', () => {
    const values: MacroValues = {
      ...NONE,
      ...{
        clickId: 'c',
        tid: 't',
        actionId: 'a',
        pid: 'p',
        externalId: 'x',
        kind: 'k',
        amount: '-12.50',
        currency: 'EUR',
      },
      ...{ userId: 'u', transactionId: 'tr', accountId: 'ac', link: 'l' },
    };
    const url = `https://partner.example/?${AFFILIATE_MACROS.map((name) => `${name}={${name}}`).join('&')}`;
    expect(Object.fromEntries(new URL(urlOf(url, values)).searchParams)).toEqual({
      ...{
        click_id: 'c',
        tid: 't',
        action_id: 'a',
        pid: 'p',
        external_id: 'x',
        event_id: '01JDEVENT',
        type: 'deposit',
      },
      ...{
        kind: 'k',
        amount: '-12.50',
        currency: 'EUR',
        created_at: '2026-11-28T12:30:15.678Z',
        created_unix: '1795869015',
      },
      ...{ user_id: 'u', transaction_id: 'tr', account_id: 'ac', link: 'l' },
    });
  });

  it('F6 says which macros it uses, and which secrets, once each', () => {
    const { macros, secrets } = template({
      ...{ method: 'POST', url: 'https://partner.example/{click_id}?k={secret.token}', format: 'json' },
      body: '{"a":{payload.a.b},"b":"{click_id}","c":{payload},"d":{link.campaign}}',
      headers: [{ name: 'X-Token', value: '{secret.token}{secret.other}' }],
    });
    expect(macros).toEqual([
      ...['click_id', 'secret.token', 'payload.a.b', 'payload', 'link.campaign', 'secret.other'],
    ]);
    expect(secrets).toEqual(['token', 'other']);
  });

  it('F10 has a URL that the guard can look at, whatever the event', () => {
    const { sampleUrl } = template({ url: 'https://partner.example:8443/{click_id}/p?a={payload.a}{secret.token}' });
    expect(sampleUrl).toBe('https://partner.example:8443/x/p?a=xx');
  });

  it.each<[string, string, number | null, string]>([
    ['an unknown macro', 'https://a.example/?x={clickid}', 21, 'has an unknown macro {clickid}, at character 22.'],
    ['one in capitals', 'https://a.example/{CLICK_ID}', 18, 'has an unknown macro {CLICK_ID}, at character 19.'],
    ['a secret without a name', 'https://a.example/{secret}', 18, 'has an unknown macro {secret}, at character 19.'],
    ['a part of a secret', 'https://a.example/{secret.a.b}', 18, 'has an unknown macro {secret.a.b}, at character 19.'],
    ['a path with a hole', 'https://a.example/{payload..a}', 18, 'has an unknown macro {payload..a}, at character 19.'],
    ['two braces', 'https://a.example/{{click_id}}', 18, 'has a macro in two braces: write {click_id}.'],
    ['a blank in a macro', 'https://a.example/{ click_id }', 19, 'must hold no blanks, line breaks and backslashes.'],
    ['a brace alone', 'https://a.example/{click_id', 18, 'has a brace that is no macro: write %7B or %7D.'],
    ['a macro for all of it', '{payload.url}', 0, 'has a macro in its scheme, host or port, where none may stand.'],
    [
      'a macro as its scheme',
      '{type}://a.example/',
      0,
      'has a macro in its scheme, host or port, where none may stand.',
    ],
    [
      'a macro as its host',
      'https://{pid}.a.example/',
      8,
      'has a macro in its scheme, host or port, where none may stand.',
    ],
    [
      'a macro as its port',
      'https://a.example:{pid}/',
      18,
      'has a macro in its scheme, host or port, where none may stand.',
    ],
    [
      'a macro as its user',
      'https://{pid}@a.example/',
      8,
      'has a macro in its scheme, host or port, where none may stand.',
    ],
    [
      'a macro right behind its scheme',
      'https:{pid}',
      6,
      'has a macro in its scheme, host or port, where none may stand.',
    ],
    ['a user', 'https://user:pass@a.example/', null, 'must hold no user and password: put them into a header.'],
    ['a fragment', 'https://a.example/#x{click_id}', 18, 'must have no part behind a "#": that is never sent.'],
    ['a dot segment', 'https://a.example/a/../b', null, 'must hold no "." and ".." as parts of its path.'],
    ['one in disguise', 'https://a.example/a/.%2E/b', null, 'must hold no "." and ".." as parts of its path.'],
    ['a backslash', 'https://a.example\\b', 17, 'must hold no blanks, line breaks and backslashes.'],
    ['a line break', 'https://a.example/\n', 18, 'must hold no blanks, line breaks and backslashes.'],
  ])('F6 an address is refused with %s', (_, url, at, problem) => {
    expect(problemsOf({ url })).toContainEqual(['url', at, problem]);
  });

  it.each([
    '',
    'partner.example',
    'ftp://a.example/',
    'https://',
    'https:///x',
    'https:///{pid}/x',
    'https:/{pid}/',
    'https://a.example:99999/',
    'javascript:alert(1)',
  ])('F6 an address has to be one: %j', (url) => {
    expect(problemsOf({ url })).toEqual([
      ['url', null, 'must be an address such as "https://partner.example/postback?click={click_id}".'],
    ]);
  });

  it.each<[string, Partial<TemplateText>, string, number | null, string]>([
    ['GET with a body', { format: 'json', body: '{}' }, 'body', null, 'cannot be sent with GET.'],
    [
      'a body in spite of none',
      { method: 'POST', body: 'x' },
      'body',
      null,
      'must be empty when the request has none.',
    ],
    [
      'no JSON',
      { method: 'POST', format: 'json', body: '{"a":}' },
      'body',
      null,
      'is no JSON when its macros are filled in.',
    ],
    [
      'an empty JSON',
      { method: 'POST', format: 'json', body: '' },
      'body',
      null,
      'is no JSON when its macros are filled in.',
    ],
    [
      'macros side by side',
      { method: 'POST', format: 'json', body: '{amount}{pid}' },
      'body',
      null,
      'is no JSON when its macros are filled in.',
    ],
    [
      'a name without quotes',
      { method: 'POST', format: 'json', body: '{ {pid}: 1 }' },
      'body',
      null,
      'is no JSON when its macros are filled in.',
    ],
    [
      'a macro behind a backslash',
      { method: 'POST', format: 'json', body: '"\\{pid}"' },
      'body',
      2,
      'has a backslash before {pid}.',
    ],
    [
      'an unknown macro in JSON',
      { method: 'POST', format: 'json', body: '{"a":{b}}' },
      'body',
      5,
      'has an unknown macro {b}, at character 6.',
    ],
    [
      'two braces in JSON',
      { method: 'POST', format: 'json', body: '"{{ pid }}"' },
      'body',
      1,
      'has a macro in two braces: write {pid}.',
    ],
    [
      'a blank in a form',
      { method: 'POST', format: 'form', body: 'a=b c' },
      'body',
      3,
      'must be percent-encoded, such as "click={click_id}&name=a%20b".',
    ],
    [
      'a line break in a form',
      { method: 'POST', format: 'form', body: 'a={pid}\n&b=1' },
      'body',
      7,
      'must be percent-encoded, such as "click={click_id}&name=a%20b".',
    ],
    [
      'a brace in a form',
      { method: 'POST', format: 'form', body: 'a={pid' },
      'body',
      2,
      'has a brace that is no macro: write %7B or %7D.',
    ],
    [
      'a macro as a name',
      { headers: [{ name: 'X-{pid}', value: '' }] },
      'headers.0.name',
      null,
      'must be the name of a header, such as "X-Token", without macros.',
    ],
    [
      'a header without a name',
      { headers: [{ name: '', value: '' }] },
      'headers.0.name',
      null,
      'must be the name of a header, such as "X-Token", without macros.',
    ],
    [
      'two headers in one',
      { headers: [{ name: 'A\r\nB', value: '' }] },
      'headers.0.name',
      null,
      'must be the name of a header, such as "X-Token", without macros.',
    ],
    [
      'a line break in a header',
      { headers: [{ name: 'A', value: 'a\r\nB: c' }] },
      'headers.0.value',
      1,
      'must hold no line breaks and other control characters.',
    ],
    [
      'an unknown macro in a header',
      { headers: [{ name: 'A', value: 'x {y}' }] },
      'headers.0.value',
      2,
      'has an unknown macro {y}, at character 3.',
    ],
    [
      'a header twice',
      {
        headers: [
          { name: 'A', value: '' },
          { name: 'a', value: '' },
        ],
      },
      'headers.1.name',
      null,
      'is there twice.',
    ],
  ])('F6 is refused with %s', (_, more, field, at, problem) => {
    expect(problemsOf(more)).toEqual([[field, at, problem]]);
  });

  it.each([
    'Host',
    'content-length',
    'Transfer-Encoding',
    'Connection',
    'Expect',
    'TE',
    'Proxy-Authorization',
    'Accept-Encoding',
    'Webhook-Id',
  ])('F6 leaves the header %s to the sender', (name) => {
    expect(problemsOf({ headers: [{ name, value: 'x' }] })).toEqual([
      ['headers.0.name', null, `cannot be ${name}: the sender says that itself.`],
    ]);
  });

  it('F6 has limits', () => {
    const { url, body, headers, headerName, headerValue } = TEMPLATE_LIMITS;
    const header = { name: 'A', value: '' };
    const fields = (more: Partial<TemplateText>) => problemsOf(more).map(([field]) => field);
    expect(fields({ url: 'https://a.example/'.padEnd(url, 'x') })).toEqual([]);
    expect(fields({ url: 'https://a.example/'.padEnd(url + 1, 'x') })).toEqual(['url']);
    expect(fields({ method: 'POST', format: 'form', body: 'x'.repeat(body + 1) })).toEqual(['body']);
    expect(fields({ headers: Array.from({ length: headers + 1 }, (_, i) => ({ ...header, name: `a${i}` })) })).toEqual([
      'headers',
    ]);
    expect(fields({ headers: [{ ...header, name: 'a'.repeat(headerName + 1) }] })).toEqual(['headers.0.name']);
    expect(fields({ headers: [{ ...header, value: 'a'.repeat(headerValue + 1) }] })).toEqual(['headers.0.value']);
  });

  it('F6 tells all that is wrong at once, and throws the first of it', () => {
    const text: TemplateText = { ...EMPTY, url: 'https://a.example/{x}/{y}', headers: [{ name: 'A', value: '{z}' }] };
    expect(problemsOf(text)).toHaveLength(3);
    const refusal = refusalOf(() => requireTemplate(text));
    expect([refusal?.code, refusal?.message]).toEqual([
      'INVALID_INPUT',
      'url: has an unknown macro {x}, at character 19.',
    ]);
  });
});

describe('F6 a value stays a value where it stands', () => {
  it('F6 in a path it is one segment, and never leads elsewhere', () => {
    const parsed = template({ url: 'https://partner.example/a/{click_id}/b' });
    fc.assert(
      fc.property(hostile, (clickId) => {
        const rendered = renderRequest(parsed, { ...NONE, clickId });
        if ('problem' in rendered) {
          expect([rendered.problem, /^\.\.?$/.test(clickId)]).toEqual(['PATH', true]);
          return;
        }
        const { origin, pathname, search, hash } = new URL(rendered.outgoing.url);
        expect([origin, search, hash]).toEqual(['https://partner.example', '', '']);
        expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'a', sayable(clickId), 'b']);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['.', '..'])('F6 makes no request when a part of the path would be %s', (clickId) => {
    const message = 'A part of the path would be "." or "..", which leads elsewhere.';
    for (const url of [
      'https://a.example/x/{click_id}',
      'https://a.example/{click_id}?a=1',
      'https://a.example/{pid}{click_id}/y',
    ]) {
      expect(renderRequest(template({ url }), { ...NONE, clickId })).toEqual({ problem: 'PATH', message });
    }
    expect(renderRequest(template({ url: 'https://a.example/%2{click_id}' }), { ...NONE, clickId: 'e' })).toEqual({
      problem: 'PATH',
      message,
    });
    expect(urlOf('https://a.example/?up={click_id}', { clickId })).toBe(`https://a.example/?up=${clickId}`);
  });

  it('F6 in a query it is one value', () => {
    const parsed = template({ url: 'https://partner.example/p?x={click_id}&y=1' });
    fc.assert(
      fc.property(hostile, (clickId) => {
        const url = new URL(made(renderRequest(parsed, { ...NONE, clickId })).outgoing.url);
        expect([...url.searchParams]).toEqual([
          ['x', sayable(clickId)],
          ['y', '1'],
        ]);
        expect([url.pathname, url.hash]).toEqual(['/p', '']);
      }),
      { numRuns: 500 },
    );
  });

  it('F6 in a form it is one value', () => {
    const parsed = posting('form', 'x={click_id}&y=1');
    fc.assert(
      fc.property(hostile, (clickId) => {
        const { body } = made(renderRequest(parsed, { ...NONE, clickId })).outgoing;
        expect([...new URLSearchParams(Buffer.from(body ?? []).toString())]).toEqual([
          ['x', sayable(clickId)],
          ['y', '1'],
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('F6 in JSON it is a part of its string, or a value of its own', () => {
    const parsed = posting('json', '{"in":"<{click_id}>","{click_id}!":1,"bare":{click_id},"list":[{click_id},{pid}]}');
    fc.assert(
      fc.property(hostile, (clickId) => {
        const { body } = made(renderRequest(parsed, { ...NONE, clickId })).outgoing;
        const said = sayable(clickId);
        expect(JSON.parse(Buffer.from(body ?? []).toString())).toEqual({
          in: `<${said}>`,
          [`${said}!`]: 1,
          bare: said,
          list: [said, null],
        });
      }),
      { numRuns: 500 },
    );
  });

  it('F6 in a header it is one line', () => {
    const parsed = template({ headers: [{ name: 'X-Click', value: 'a{click_id}b' }] });
    fc.assert(
      fc.property(hostile, (clickId) => {
        const { headers } = made(renderRequest(parsed, { ...NONE, clickId })).outgoing;
        expect(Object.keys(headers)).toEqual(['x-click']);
        expect(headers['x-click']).not.toMatch(/[\r\n\p{Cc}\p{Surrogate}]/u);
      }),
      { numRuns: 500 },
    );
    expect(headerOf('{click_id}', { clickId: 'a\r\nX-Evil: 1' })).toBe('a X-Evil: 1');
    expect(headerOf('{click_id}', { clickId: 'ü 😀' })).toBe('ü 😀');
  });

  it('F6 a value is not read for macros itself', () => {
    const values = { clickId: '{secret.token}', secrets: { token: 'hunter2' } };
    expect(urlOf('https://a.example/?x={click_id}', values)).toBe('https://a.example/?x=%7Bsecret.token%7D');
  });

  it('F6 what is missing is empty, and null in place of a JSON value', () => {
    expect(urlOf('https://a.example/{pid}/x?a={click_id}&b={payload.a}', {})).toBe('https://a.example//x?a=&b=');
    expect(bodyOf('json', '{"a":"{pid}","b":{pid},"c":{payload.x},"d":{payload}}', {})).toBe(
      '{"a":"","b":null,"c":null,"d":null}',
    );
    expect(bodyOf('form', 'a={pid}', {})).toBe('a=');
    expect(headerOf('{pid}', {})).toBe('');
  });

  it.each([
    ['12.50', '12.50'],
    ['-12.50', '-12.50'],
    ['0012.50', '12.50'],
    ['-00', '-0'],
    ['0', '0'],
    ['123456789012345678901234567890.12345678', '123456789012345678901234567890.12345678'],
  ])('F6 an amount of %s is the JSON number %s, with all of its digits', (amount, json) => {
    expect(bodyOf('json', '{"a":{amount},"b":"{amount}"}', { amount })).toBe(`{"a":${json},"b":"${amount}"}`);
    expect(JSON.parse(json)).toBe(Number(amount));
  });

  it('F6 JSON keeps the braces of its own', () => {
    const body = '{"a":{},"b":{"c":[{"d":1}]},"e":"{not this}","f":"\\u007bclick_id}"}';
    expect(bodyOf('json', body, { clickId: 'c' })).toBe(body);
  });

  it('F6 says what the body is, unless the template does', () => {
    const types = (more: Partial<TemplateText>) =>
      made(renderRequest(template({ method: 'POST', ...more }), NONE)).outgoing.headers['content-type'];
    expect([types({ format: 'json', body: '{}' }), types({ format: 'form', body: 'a=b' }), types({})]).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
      undefined,
    ]);
    const headers = [{ name: 'Content-Type', value: 'application/vnd.partner+json' }];
    expect(types({ format: 'json', body: '{}', headers })).toBe('application/vnd.partner+json');
  });

  it('F6 makes no request that is too long', () => {
    const long = 'x'.repeat(TEMPLATE_LIMITS.renderedUrl);
    const of = (more: Partial<TemplateText>, clickId: string) => renderRequest(template(more), { ...NONE, clickId });
    expect(of({ url: 'https://a.example/{click_id}' }, long)).toEqual({
      problem: 'TOO_LONG',
      message: 'The URL is too long.',
    });
    expect(of({ headers: [{ name: 'A', value: '{click_id}' }] }, long)).toMatchObject({
      message: 'A header is too long.',
    });
    const body = 'x'.repeat(TEMPLATE_LIMITS.renderedBody);
    expect(of({ method: 'POST', format: 'form', body: 'a={click_id}' }, body)).toMatchObject({
      message: 'The body is too long.',
    });
  });
});

describe('F6 what stands in a payload', () => {
  const payload = JSON.stringify({
    ...{
      text: 'a"b',
      empty: '',
      none: null,
      yes: true,
      no: false,
      list: ['x', { y: 1 }],
      'with-dash': 1,
      deep: { a: { b: 'c' } },
    },
  }).replace('"yes"', '"exact":12345678901234567890.10,"power":1e3,"minus":-0.0,"yes"');

  it.each([
    ['text', 'a"b', '"a\\"b"'],
    ['empty', '', '""'],
    ['none', '', 'null'],
    ['gone', '', 'null'],
    ['yes', 'true', 'true'],
    ['no', 'false', 'false'],
    ['exact', '12345678901234567890.10', '12345678901234567890.10'],
    ['power', '1e3', '1e3'],
    ['minus', '-0.0', '-0.0'],
    ['with-dash', '1', '1'],
    ['list', '["x",{"y":1}]', '["x",{"y":1}]'],
    ['list.0', 'x', '"x"'],
    ['list.1', '{"y":1}', '{"y":1}'],
    ['list.1.y', '1', '1'],
    ['list.2', '', 'null'],
    ['list.-1', '', 'null'],
    ['list.length', '', 'null'],
    ['deep.a.b', 'c', '"c"'],
    ['deep.a', '{"b":"c"}', '{"b":"c"}'],
    ['deep.a.b.c', '', 'null'],
    ['text.length', '', 'null'],
    ['__proto__', '', 'null'],
    ['constructor.name', '', 'null'],
    ['toString', '', 'null'],
  ])('F6 at {payload.%s}: as text %j, as JSON %s', (path, text, json) => {
    expect(new URL(urlOf(`https://a.example/?x={payload.${path}}`, { payload })).searchParams.get('x')).toBe(text);
    expect(bodyOf('json', `{payload.${path}}`, { payload })).toBe(json);
  });

  it('F6 is forwarded whole, as it was given', () => {
    const given = '{ "a" : 1.10,\n"b":[ ] }';
    expect(bodyOf('json', '{payload}', { payload: given })).toBe(given);
    expect(bodyOf('form', 'data={payload}', { payload: given })).toBe(`data=${encodeURIComponent(given)}`);
    expect(JSON.parse(bodyOf('json', '{"text":"{payload}"}', { payload: given }))).toEqual({ text: given });
  });

  it('F6 is read with any blanks, escapes and names in it', () => {
    const odd =
      ' { "a\\u0062" : { "__proto__" : "x" , "}" : "{" } , "list" : [ [ 1 , "," ] , [ ] , { } ] , "ab" : { "c" : "]" } } ';
    const of = (path: string) => bodyOf('json', `{payload.${path}}`, { payload: odd });
    expect([of('ab.c'), of('list.0.1'), of('list.1'), of('list.1.0'), of('list.2'), of('list.3')]).toEqual([
      '"]"',
      '","',
      '[ ]',
      'null',
      '{ }',
      'null',
    ]);
    expect(bodyOf('json', '{payload.a.__proto__}', { payload: '{"a":{"__proto__":"x"}}' })).toBe('"x"');
  });

  it('F6 is read as JSON.parse reads it, whatever it is', () => {
    const names = fc.constantFrom('a', 'b', '0', '1', '__proto__');
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), fc.array(names, { maxLength: 3 }), (json, path) => {
        const wanted = path.reduce<unknown>(
          (value, name) =>
            typeof value === 'object' && value !== null && Object.hasOwn(value, name)
              ? (value as Record<string, unknown>)[name]
              : null,
          JSON.parse(json),
        );
        expect(JSON.parse(bodyOf('json', `{${['payload', ...path].join('.')}}`, { payload: json }))).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it('F6 may be nested as deep as it likes', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},"b":7}`;
    expect(bodyOf('json', '{payload.b}', { payload: deep })).toBe('7');
  });

  it("F6 the link's is another one", () => {
    const values = { payload: '{"a":1}', linkPayload: '{"a":2}', link: 'doc' };
    expect(urlOf('https://a.example/?{payload.a}-{link.a}-{link}', values)).toBe('https://a.example/?1-2-doc');
  });
});

describe('F11 a secret in a request', () => {
  const secrets = { token: 'hun"ter/2 &ü', other: 'second-one' };
  const text: TemplateText = {
    ...{ method: 'POST', url: 'https://a.example/{secret.other}?k={secret.token}&c={click_id}', format: 'json' },
    body: '{"k":"x{secret.token}y","bare":{secret.token},"c":"{click_id}"}',
    headers: [{ name: 'Authorization', value: 'Bearer {secret.token}' }],
  };

  it('F11 goes out, and does not show', () => {
    const { outgoing, shown } = made(renderRequest(requireTemplate(text), { ...NONE, clickId: 'c', secrets }));
    expect(new URL(outgoing.url).searchParams.get('k')).toBe(secrets.token);
    expect(outgoing.headers['authorization']).toBe(`Bearer ${secrets.token}`);
    expect(JSON.parse(Buffer.from(outgoing.body ?? []).toString())).toEqual({
      k: `x${secrets.token}y`,
      bare: secrets.token,
      c: 'c',
    });
    expect(shown).toEqual({
      method: 'POST',
      url: 'https://a.example/•••?k=•••&c=c',
      headers: { 'content-type': 'application/json', authorization: 'Bearer •••' },
      body: '{"k":"x•••y","bare":"•••","c":"c"}',
    });
  });

  it('F11 does not show when it comes in with the event', () => {
    const { shown } = made(renderRequest(requireTemplate(text), { ...NONE, clickId: secrets.token, secrets }));
    expect(shown.url).toBe('https://a.example/•••?k=•••&c=•••');
    expect(shown.body).toBe('{"k":"x•••y","bare":"•••","c":"•••"}');
  });

  it('F11 does not show in part, when the text before it makes another one of it', () => {
    const overlapping = { one: 'abcdef', other: 'defghi' };
    const { shown } = made(
      renderRequest(template({ url: 'https://a.example/abc{secret.other}' }), { ...NONE, secrets: overlapping }),
    );
    expect(shown.url).toBe('https://a.example/abc•••');
  });

  it('F11 makes no request when it is not there: an empty one would be taken for an answer', () => {
    const rendered = renderRequest(requireTemplate(text), { ...NONE, secrets: { other: 'second-one' } });
    expect(rendered).toEqual({ problem: 'NO_SECRET', message: 'The secret "token" is not there.' });
    const inherited = renderRequest(template({ url: 'https://a.example/{secret.constructor}' }), NONE);
    expect(inherited).toMatchObject({ problem: 'NO_SECRET' });
  });
});
