/** What the answer of an affiliate system says: an error, or a success. */
import fc from 'fast-check';
import { errorOf, keptAnswer, LONGEST_ANSWER } from '../../../server/affiliates/delivery/answer';
import { isSuccess } from '../../../server/affiliates/delivery/success';
import type { AffiliateSuccessTest } from '../../../server/contract';
import { isStorable } from '../../../server/kernel/text';

describe('F5 the error of an answer', () => {
  it.each([
    ['{"message":"m","error":"e","code":"c"}', 'm'],
    ['{"code":"c","error":"e"}', 'e'],
    ['{"code":"c"}', 'c'],
    ['{"message":null,"error":"e"}', 'e'],
    ['{"message":null,"error":null,"code":null}', '{"message":null,"error":null,"code":null}'],
    ['{"error":{"id":29383937493038367292,"why":["x"]}}', '{"id":29383937493038367292,"why":["x"]}'],
    ['{"message":["a","b"]}', '["a","b"]'],
    ['{"code":1.50}', '1.50'],
    ['{"error":false}', 'false'],
    ['{"error":true,"code":7}', 'true'],
    ['{"status":"bad"}', '{"status":"bad"}'],
    ['{"error":{"message":"m"}}', '{"message":"m"}'],
    ['{"__proto__":{"message":"m"},"constructor":"c"}', '{"__proto__":{"message":"m"},"constructor":"c"}'],
    ['{"message":"a","message":"b"}', 'b'],
    ['[{"message":"m"}]', '[{"message":"m"}]'],
    ['"no"', '"no"'],
    ['message=m&error=e', 'message=m&error=e'],
    ['{"message":"m"', '{"message":"m"'],
    ['  <h1>Bad Gateway</h1>\n', '<h1>Bad Gateway</h1>'],
    [`{"message":"m","a":${'['.repeat(1_000)}`, `{"message":"m","a":${'['.repeat(1_000)}`],
    ['{"message":"a\\u0000b\\ud800c"}', 'ab\ufffdc'],
    ['{"message":"","error":"e"}', null],
    ['', null],
    [' \n', null],
    ['\0', null],
  ])('%j is %j', (body, error) => {
    expect(errorOf(body)).toBe(error);
  });

  it('is cut to 20,000 characters, and never within a sign', () => {
    const sign = '\u{1D11E}';
    expect(errorOf('x'.repeat(30_000))).toBe('x'.repeat(LONGEST_ANSWER));
    expect(errorOf(`${'x'.repeat(LONGEST_ANSWER - 2)}${sign}y`)).toBe(`${'x'.repeat(LONGEST_ANSWER - 2)}${sign}`);
    expect(errorOf(`${'x'.repeat(LONGEST_ANSWER - 1)}${sign}y`)).toBe('x'.repeat(LONGEST_ANSWER - 1));
    expect(errorOf(JSON.stringify({ message: sign.repeat(20_000) }))).toBe(sign.repeat(LONGEST_ANSWER / 2));
  });

  it('can be stored, whatever was answered', () => {
    const odd = fc.string({
      unit: fc.constantFrom('\0', '\ud800', '\udc00', '"', '\\', '{', ':', ' ', '\u{1D11E}', 'a'),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          odd,
          fc.record({ message: odd }).map((one) => JSON.stringify(one)),
        ),
        (body) => {
          for (const text of [errorOf(body) ?? '', keptAnswer(body)]) {
            expect(isStorable(text)).toBe(true);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('F6 an answer', () => {
  const byStatus: AffiliateSuccessTest = { by: 'status' };
  const byText: AffiliateSuccessTest = { by: 'text', text: 'OK' };
  const byField = (path: string, equals: string): AffiliateSuccessTest => ({ by: 'field', path, equals });

  it.each<[number, string, AffiliateSuccessTest, boolean]>([
    [200, '', byStatus, true],
    [204, '', byStatus, true],
    [299, 'error', byStatus, true],
    [199, 'OK', byStatus, false],
    [300, 'OK', byStatus, false],
    [404, 'OK', byStatus, false],
    [200, 'status: OK.', byText, true],
    [200, 'ok', byText, false],
    [200, '', byText, false],
    [409, 'OK, had that', byText, true],
    [200, '{"status":"ok"}', byField('status', 'ok'), true],
    [200, '{"status":"OK"}', byField('status', 'ok'), false],
    [400, '{"status":"ok"}', byField('status', 'ok'), true],
    [200, '{"a":[{"b":true}]}', byField('a.0.b', 'true'), true],
    [200, '{"a":1.00}', byField('a', '1'), true],
    [200, '{"a":"1.00"}', byField('a', '1'), false],
    [200, '{"a":9007199254740993}', byField('a', '9007199254740992'), false],
    [200, '{"a":1}', byField('a', 'true'), false],
    [200, '{"a":null}', byField('a', 'null'), false],
    [200, '{"a":{}}', byField('a', '[object Object]'), false],
    [200, '{"a":["x"]}', byField('a', 'x'), false],
    [200, '{"a":["x"]}', byField('a.length', '1'), false],
    [200, '{}', byField('constructor.name', 'Object'), false],
    [200, '{}', byField('a', 'undefined'), false],
    [200, 'status=ok', byField('status', 'ok'), false],
  ])('of %i with %j by %j is a success: %s', (status, body, test, success) => {
    expect(isSuccess({ status, body }, test)).toBe(success);
  });

  it('that is to be tried again, a redirect and 410 are no success, whatever they say', () => {
    for (const status of [301, 302, 307, 408, 410, 425, 429, 500, 502, 503, 599]) {
      for (const test of [byStatus, byText, byField('status', 'OK')]) {
        expect([status, isSuccess({ status, body: '{"status":"OK"}' }, test)]).toEqual([status, false]);
      }
    }
  });
});
