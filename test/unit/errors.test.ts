import { errors } from '@strapi/utils';

import { ERRORS, type ErrorCode } from '../../server/contract';
import { invariant, InvariantViolation, RewardsError } from '../../server/kernel';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('a refusal', () => {
  it.each(codes)('%s has a client’s or a busy server’s status and a sentence', (code) => {
    const { status, message } = ERRORS[code];
    expect(status === 503 || (status >= 400 && status < 500)).toBe(true);
    expect(message).toMatch(/[.}]$/);
  });

  it.each(codes)('%s fills every detail into its sentence', (code) => {
    const names = [...ERRORS[code].message.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const error = new RewardsError(code, Object.fromEntries(names.map((name) => [name, `<${name}>`])));
    expect(error.message).not.toMatch(/[{}]/);
    for (const name of names) expect(error.message).toContain(`<${name}>`);
  });

  it('is an error of Strapi’s, which Strapi answers with its sentence', () => {
    const error = new RewardsError('HOLD_EXPIRED');
    expect(error).toBeInstanceOf(errors.ApplicationError);
    expect(error.name).toBe('RewardsError');
  });

  it('tells a program its code and its details', () => {
    const error = new RewardsError('EXCEEDS_HOLD', { held: '5.00', requested: '6.00' });
    expect(error.status).toBe(409);
    expect(error.toDto()).toEqual({
      code: 'EXCEEDS_HOLD',
      message: 'The hold has 5.00 left, but 6.00 was requested.',
      details: { held: '5.00', requested: '6.00' },
    });
  });

  it('takes a detail as it is, even one that looks like a pattern', () => {
    expect(new RewardsError('UNKNOWN_CURRENCY', { currency: '$& {x}' }).message).toContain('"$& {x}"');
  });
});

describe('an invariant', () => {
  it('is a bug and no refusal', () => {
    expect(() => invariant(false, 'two and two')).toThrow(InvariantViolation);
    expect(() => invariant(true, 'two and two')).not.toThrow();
    expect(new InvariantViolation('x')).not.toBeInstanceOf(RewardsError);
  });
});
