import { Webhook } from 'standardwebhooks';
import { makeSigningSecret, problemOfSigningSecret, signatureHeaders } from '../../../server/affiliates/delivery/sign';

const BODY = '{"click":"ü","note":"a.b"}';
const now = () => Date.now();

describe('F8 a signature', () => {
  it('F8 is what the specification says of its own example', () => {
    const signed = signatureHeaders(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: Buffer.from('{"test": 2432232314}') },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(signed).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each([
    ['a body', BODY],
    ['no body', ''],
  ])('F8 holds for a receiver who verifies %s with the library of Standard Webhooks', (_, text) => {
    const secret = makeSigningSecret();
    const headers = signatureHeaders({ id: '01JD', at: now(), body: Buffer.from(text) }, [secret]);
    expect(() => new Webhook(secret).verify(text, headers)).not.toThrow();
    expect(() => new Webhook(secret).verify(`${text} `, headers)).toThrow('No matching signature');
    expect(() => new Webhook(makeSigningSecret()).verify(text, headers)).toThrow('No matching signature');
  });

  it('F8 is made with every secret that is valid, so that a receiver may have the old one or the new one', () => {
    const secrets = [makeSigningSecret(), makeSigningSecret(), makeSigningSecret()];
    const headers = signatureHeaders({ id: '01JD', at: now(), body: Buffer.from(BODY) }, secrets);
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44} v1,\S{44}$/);
    for (const secret of secrets) expect(new Webhook(secret).verify(BODY, headers)).toEqual(JSON.parse(BODY));
  });

  it('F8 is over the bytes that are sent, also when they are no text', () => {
    const secret = makeSigningSecret();
    const of = (body: Uint8Array) => signatureHeaders({ id: '01JD', at: 0, body }, [secret])['webhook-signature'];
    expect(of(Uint8Array.of(0xff, 0xfe))).not.toBe(of(Uint8Array.of(0xfe, 0xff)));
  });
});

describe('F8 a secret to sign with', () => {
  const ofBytes = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

  it.each([ofBytes(24), ofBytes(32), ofBytes(33), ofBytes(64), makeSigningSecret()])('is %s', (secret) => {
    expect(problemOfSigningSecret(secret)).toBeNull();
  });

  it.each([
    ['too short', ofBytes(23)],
    ['too long', ofBytes(65)],
    ['without its prefix', ofBytes(32).slice('whsec_'.length)],
    ['of another alphabet', `whsec_${'-_'.repeat(22)}`],
    ['with a blank', `${ofBytes(33)} `],
    ['with a line break', `${ofBytes(33)}\n`],
    ['without its end', ofBytes(32).slice(0, -1)],
    ['empty', ''],
  ])('is none when it is %s, and the refusal does not repeat it', (_, secret) => {
    expect(problemOfSigningSecret(secret)).toBe('must be "whsec_" and 24 to 64 bytes in base64.');
  });
});
