/** The money of an event: every corner of where an amount and a currency stand, and of what is one. */
import fc from 'fast-check';
import { moneyOf, savedPayloadText } from '../../../server/affiliates/money';

const NONE = null;
const UNKNOWN = 'UNKNOWN';
const digits30 = '123456789012345678901234567890';

/** An event's payload and request body, and the amount and currency in them. */
type Row = readonly [name: string, payload: string, body: string | null, amount: string | null, currency: string];

const inPayload = (name: string, payload: string, amount: string | null, currency = UNKNOWN): Row => [
  name,
  payload,
  null,
  amount,
  currency,
];
const inBody = (name: string, body: string, amount: string | null, currency = UNKNOWN): Row => [
  name,
  '{"value":1,"currency":"SEK"}',
  body,
  amount,
  currency,
];

const WHERE: readonly Row[] = [
  inPayload('the payload', '{"value":"12.50","currency":"EUR"}', '12.50', 'EUR'),
  inPayload('_payload before the payload', '{"_payload":{"amount":2},"amount":1,"currency":"EUR"}', '2'),
  inPayload('the payload where _payload is null', '{"_payload":null,"amount":1}', '1'),
  inPayload('no field where _payload is empty', '{"_payload":{},"amount":1}', NONE),
  inPayload('no field where _payload is text', '{"_payload":"amount=5","amount":1}', NONE),
  inPayload('no field where _payload is a list', '{"_payload":[{"amount":5}],"amount":1}', NONE),
  inBody('a JSON body before everything', '{"sum":"7","currency":"usd"}', '7', 'USD'),
  inBody('a JSON body without fields', '{}', NONE),
  inBody('a JSON body that is null', 'null', NONE),
  inBody('a JSON body that is a list', '[{"value":5}]', NONE),
  inBody('a JSON body that is a number', '5', NONE),
  inBody('a JSON body that is text', '"value=5"', NONE),
  inBody('an empty body', '', NONE),
  inBody('a form', 'goal=deposit_eur&amount=12.50', '12.50', 'EUR'),
  inBody('a form with encoded signs', 'value=%2D5.25&currency_code=e%75r', '-5.25', 'EUR'),
  inBody('a form with blanks and a stray pair', 'name=A B&&flag&amount=3', '3'),
  inBody('the first of two in a form', 'value=1&value=2&currency=eur&currency=usd', '1', 'EUR'),
  inBody('a form with __proto__', '__proto__=1&constructor=2', NONE),
  inBody('a sentence', 'Sent with value=5&amount=5', NONE),
  inBody('an address', 'https://a.example/?x=1&amount=5', NONE),
  inBody('markup', '<a value="5"/>&amount=5', NONE),
  inBody('broken JSON', '{"value":5,}&amount=5', NONE),
  inBody('a word', 'OK', NONE),
  ['an unreadable payload beside a body', '{"value"', 'value=5', '5', UNKNOWN],
  inPayload('an unreadable payload', '{"value":5', NONE),
  inPayload('a payload that is a list', '[1]', NONE),
  inPayload('a payload nested too deeply', `{"value":5,"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, NONE),
  inPayload('a payload nested deeply enough', `{"value":5,"a":${'['.repeat(99)}${']'.repeat(99)}}`, '5'),
  inPayload('brackets in a text', `{"value":5,"a":"\\"${'['.repeat(200)}"}`, '5'),
];

const FIRST: readonly Row[] = [
  inPayload('value before amount before sum', '{"sum":3,"amount":2,"value":1}', '1'),
  inPayload('amount before sum', '{"sum":3,"amount":2}', '2'),
  inPayload('sum', '{"sum":3}', '3'),
  inPayload('what is not null', '{"value":null,"amount":2}', '2'),
  inPayload('value also where it is an object', '{"value":{"amount":1},"amount":2}', NONE),
  inPayload('value also where it is a list', '{"value":[1],"amount":2}', NONE),
  inPayload('value also where it is a truth value', '{"value":true,"amount":2}', NONE),
  inPayload('value also where it is empty', '{"value":"","amount":2}', NONE),
  inPayload('value also where it is a word', '{"value":"abc","amount":2}', NONE),
  inPayload('the last of two values', '{"value":1,"value":2}', '2'),
  inPayload('no field of a prototype', '{"__proto__":{"value":1},"constructor":{"amount":2}}', NONE),
  inPayload('names exactly', '{"Value":1,"AMOUNT":2," sum":3}', NONE),
];

const number = (text: string, amount: string | null) =>
  inPayload(`the number ${text.slice(0, 20)}`, `{"value":${text}}`, amount);
const text = (value: string, amount: string | null) =>
  inPayload(`the text ${JSON.stringify(value).slice(0, 20)}`, JSON.stringify({ value }), amount);

const AMOUNTS: readonly Row[] = [
  number('5', '5'),
  number('12.50', '12.50'),
  number('0', '0'),
  number('-0', '0'),
  number('-0.00', '0.00'),
  number('-12.5', '-12.5'),
  number('1e3', '1000'),
  number('1E-2', '0.01'),
  number('1.50e+1', '15.0'),
  number('-1.5e2', '-150'),
  number('0.5e3', '500'),
  number('0e5', '0'),
  number('1e-10', '0.0000000001'),
  number('29383937493038367292', '29383937493038367292'),
  number(digits30, digits30),
  number(`${digits30}.${digits30}`, `${digits30}.${digits30}`),
  number('1e300', `1${'0'.repeat(300)}`),
  number('1e999999', NONE),
  number('1e-999999', NONE),
  number('0e999999', NONE),
  number(`1e${'9'.repeat(5_000)}`, NONE),
  number('9'.repeat(1_000), '9'.repeat(1_000)),
  number('9'.repeat(1_001), NONE),
  text('12.50', '12.50'),
  text('-0', '-0'),
  text('007', '007'),
  text('+5', NONE),
  text('1,000', NONE),
  text('1.', NONE),
  text('.5', NONE),
  text('1e3', NONE),
  text('NaN', NONE),
  text('Infinity', NONE),
  text('--5', NONE),
  text('0x10', NONE),
  text('$40', NONE),
  text(' 5', NONE),
  text('5\n', NONE),
  text('٥', NONE),
  text('５', NONE),
  text('−5', NONE),
  text('1.2.3', NONE),
  text('9'.repeat(1_001), NONE),
];

const money = (name: string, fields: string, currency: string) =>
  inPayload(name, `{"value":1,${fields}}`, '1', currency);

const CURRENCIES: readonly Row[] = [
  money('currency before the others', '"currency_code":"C","currencyCode":"B","currency":"a"', 'A'),
  money('currencyCode before currency_code', '"currency_code":"c","currencyCode":"b"', 'B'),
  money('currency_code', '"currency_code":"c"', 'C'),
  money('what is not null', '"currency":null,"currencyCode":"b"', 'B'),
  money('none where the first is empty', '"currency":"","currencyCode":"b"', UNKNOWN),
  money('blanks as they are', '"currency":" eur"', ' EUR'),
  money('a number', '"currency":978', '978'),
  money('none where it is an object', '"currency":{"code":"EUR"},"currencyCode":"b"', UNKNOWN),
  money('none where it is a truth value', '"currency":true', UNKNOWN),
  money('32 characters', `"currency":"${'x'.repeat(32)}"`, 'X'.repeat(32)),
  money('none where it is longer', `"currency":"${'x'.repeat(33)}"`, UNKNOWN),
  money('none where it grows longer in upper case', `"currency":"${'ß'.repeat(17)}"`, UNKNOWN),
  money('none where no database stores it', '"currency":"E\\u0000R"', UNKNOWN),
  money('none where half a sign stands in it', '"currency":"\\ud800"', UNKNOWN),
  money('the conversion before the goal', '"_conversion_metadata":{"currencyCodeTo":"chf"},"goal":"a_eur"', 'CHF'),
  money(
    'the goal where the conversion is null',
    '"_conversion_metadata":{"currencyCodeTo":null},"goal":"a_eur"',
    'EUR',
  ),
  money('the goal where the conversion is no object', '"_conversion_metadata":"chf","goal":"a_eur"', 'EUR'),
  money('none where the conversion is empty', '"_conversion_metadata":{"currencyCodeTo":""},"goal":"a_eur"', UNKNOWN),
  money('the last letters of a goal', '"goal":"first_USD_deposit_eur"', 'EUR'),
  money('no four letters of a goal', '"goal":"deposit_EURO"', UNKNOWN),
  money('no goal without a line', '"goal":"EUR"', UNKNOWN),
  money('no goal that ends otherwise', '"goal":"deposit_EUR_"', UNKNOWN),
  money('no goal that is no text', '"goal":["a_EUR"]', UNKNOWN),
  money('no other letters of a goal', '"goal":"deposit_éur"', UNKNOWN),
  [
    'the conversion of the payload, also for a body',
    '{"_conversion_metadata":{"currencyCodeTo":"chf"}}',
    '{"value":1,"_conversion_metadata":{"currencyCodeTo":"usd"}}',
    '1',
    'CHF',
  ],
  ['no goal of the payload, for a body', '{"goal":"deposit_EUR"}', 'value=1', '1', UNKNOWN],
];

const check = (payload: string, body: string | null) => {
  const { amount, currency } = moneyOf({ payload, requestBody: body });
  return { amount, currency };
};

describe('F3 the money of an event', () => {
  it.each(WHERE)('is looked for in %s', (_, payload, body, amount, currency) => {
    expect(check(payload, body)).toEqual({ amount, currency });
  });

  it.each(FIRST)('is of several fields %s', (_, payload, body, amount, currency) => {
    expect(check(payload, body)).toEqual({ amount, currency });
  });

  it.each(AMOUNTS)('takes or leaves %s', (_, payload, body, amount, currency) => {
    expect(check(payload, body)).toEqual({ amount, currency });
  });

  it.each(CURRENCIES)('has as its currency %s', (_, payload, body, amount, currency) => {
    expect(check(payload, body)).toEqual({ amount, currency });
  });

  it('is found in whatever is stored, without a refusal and without a long look', () => {
    const json = fc.json();
    const started = Date.now();
    fc.assert(
      fc.property(
        fc.oneof(json, fc.string()),
        fc.option(fc.oneof(json, fc.string(), fc.webQueryParameters())),
        (payload, body) => {
          const found = moneyOf({ payload, requestBody: body });
          expect(found.currency.length).toBeLessThanOrEqual(32);
          expect(found.amount === null || /^-?[0-9]+(\.[0-9]+)?$/.test(found.amount)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
    for (const hostile of [
      '1'.repeat(1_000_000),
      `1e${'0'.repeat(1_000_000)}3`,
      `"${'_'.repeat(1_000_000)}"`,
      `0.${'0'.repeat(1_000_000)}1`,
    ]) {
      moneyOf({ payload: `{"value":${hostile},"currency":${hostile},"goal":${hostile}}`, requestBody: null });
    }
    expect(Date.now() - started).toBeLessThan(60_000);
  });
});

describe('F3 the saved payload', () => {
  it.each([
    ['{"a": 1}', 'b=1', 'b=1'],
    ['{"a": 1}', '{"b": 1e3}', '{"b": 1e3}'],
    ['{"a": 1e3}', null, '{"a": 1e3}'],
    [`{"_payload": {"a": ${digits30}, "b": [1.50, 1E-2, "x"]}}`, null, `{"a":${digits30},"b":[1.50,1E-2,"x"]}`],
    ['{"_payload": "a"}', null, '"a"'],
    ['{"\\u005fpayload": "a"}', null, '"a"'],
    ['{"note": "of _payload \\u2713", "a": 1.0}', null, '{"note": "of _payload \\u2713", "a": 1.0}'],
    ['{"_payload": false}', null, 'false'],
    ['{"_payload', null, '{"_payload'],
  ])('of %s with the body %s is %s', (payload, requestBody, saved) => {
    expect(moneyOf({ payload, requestBody }).savedPayload).toBe(saved);
    expect(savedPayloadText({ payload, requestBody })).toBe(saved);
  });
});

describe('F4 an amount in units of 10^-8', () => {
  const unitsOf = (value: string) => moneyOf({ payload: JSON.stringify({ value }), requestBody: null }).units;

  it.each([
    ['12.50', 1_250_000_000n],
    ['-12.50', -1_250_000_000n],
    ['-0', 0n],
    ['0.00000001', 1n],
    ['-0.00000001', -1n],
    ['007', 700_000_000n],
    ['1.500000000000', 150_000_000n],
    ['10000000000', 10n ** 18n],
    ['-10000000000', -(10n ** 18n)],
  ])('is for %s %s', (value, units) => {
    expect(unitsOf(value)).toBe(units);
  });

  it.each(['0.000000001', '1.123456789', '10000000000.00000001', '-10000000000.00000001', digits30, 'abc'])(
    'is none for %s',
    (value) => {
      expect(unitsOf(value)).toBeNull();
    },
  );
});
