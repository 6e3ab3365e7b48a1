/** F10: the table of addresses that the guard goes by, each range at its edges. */
import { refusalOfAddress } from '../../../server/affiliates/delivery/address';
import {
  type GuardRefusal,
  type GuardRules,
  judgeUrl,
  STANDARD_RULES,
} from '../../../server/affiliates/delivery/url-guard';

const ADDRESSES: readonly (readonly [address: string, refusal: ReturnType<typeof refusalOfAddress>])[] = [
  // Public, also right beside what is not.
  ['1.1.1.1', null],
  ['8.8.8.8', null],
  ['9.255.255.255', null],
  ['11.0.0.0', null],
  ['100.63.255.255', null],
  ['100.128.0.0', null],
  ['126.255.255.255', null],
  ['128.0.0.1', null],
  ['168.63.129.15', null],
  ['169.253.255.255', null],
  ['169.255.0.0', null],
  ['172.15.255.255', null],
  ['172.32.0.0', null],
  ['192.0.1.0', null],
  ['192.0.3.0', null],
  ['192.167.255.255', null],
  ['192.169.0.0', null],
  ['198.17.255.255', null],
  ['198.20.0.0', null],
  ['223.255.255.255', null],
  ['2001:200::1', null],
  ['2606:4700:4700::1111', null],
  ['2a00:1450:4001:82a::200e', null],
  ['3ffe:ffff::1', null],
  // This host, and the one that the request comes from.
  ['0.0.0.0', 'unspecified'],
  ['0.255.255.255', 'unspecified'],
  ['127.0.0.0', 'loopback'],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.255', 'loopback'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  // Inner networks.
  ['10.0.0.0', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.0', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.0', 'private'],
  ['192.168.255.255', 'private'],
  ['100.64.0.0', 'carrier-grade-nat'],
  ['100.127.255.255', 'carrier-grade-nat'],
  ['fc00::', 'unique-local'],
  ['fd12:3456:789a::1', 'unique-local'],
  ['fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'unique-local'],
  ['fec0::1', 'site-local'],
  ['feff::1', 'site-local'],
  // One cable.
  ['169.254.0.0', 'link-local'],
  ['169.254.255.255', 'link-local'],
  ['fe80::1', 'link-local'],
  ['febf:ffff::1', 'link-local'],
  ['fe80::1%eth0', 'zone'],
  ['2606:4700::1111%2', 'zone'],
  // Where clouds tell machines their secrets: AWS, Google and others; ECS; Alibaba; Azure; Oracle; AWS and Google by IPv6.
  ['169.254.169.254', 'link-local'],
  ['169.254.170.2', 'link-local'],
  ['100.100.100.200', 'carrier-grade-nat'],
  ['168.63.129.16', 'metadata'],
  ['192.0.0.192', 'reserved'],
  ['fd00:ec2::254', 'unique-local'],
  ['fd20:ce::254', 'unique-local'],
  // For documents, measurements and protocols.
  ['192.0.2.0', 'documentation'],
  ['192.0.2.255', 'documentation'],
  ['198.51.100.1', 'documentation'],
  ['203.0.113.255', 'documentation'],
  ['2001:db8::1', 'documentation'],
  ['2001:db8:ffff::1', 'documentation'],
  ['3fff::1', 'documentation'],
  ['3fff:fff:ffff::1', 'documentation'],
  ['198.18.0.0', 'benchmarking'],
  ['198.19.255.255', 'benchmarking'],
  ['2001:2::1', 'benchmarking'],
  ['192.0.0.1', 'reserved'],
  ['192.0.0.170', 'reserved'],
  ['192.31.196.1', 'reserved'],
  ['192.52.193.1', 'reserved'],
  ['192.175.48.1', 'reserved'],
  ['2001:1::1', 'reserved'],
  ['2001:20::1', 'reserved'],
  ['2001:1ff:ffff::1', 'reserved'],
  ['2620:4f:8000::1', 'reserved'],
  // Everybody, and nobody.
  ['224.0.0.1', 'multicast'],
  ['239.255.255.255', 'multicast'],
  ['ff02::1', 'multicast'],
  ['ff0e::1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.254', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['100::1', 'discard'],
  ['100:0:0:1::1', 'reserved'],
  ['5f00::1', 'reserved'],
  ['4000::1', 'reserved'],
  ['1fff:ffff::1', 'reserved'],
  ['e000::1', 'reserved'],
  // IPv4 within IPv6.
  ['::ffff:127.0.0.1', 'ipv4-in-ipv6'],
  ['::ffff:7f00:1', 'ipv4-in-ipv6'],
  ['::ffff:8.8.8.8', 'ipv4-in-ipv6'],
  ['::7f00:1', 'ipv4-in-ipv6'],
  ['::127.0.0.1', 'ipv4-in-ipv6'],
  ['::ffff:0:7f00:1', 'ipv4-in-ipv6'],
  ['2002:7f00:1::', '6to4'],
  ['2002:a00:1::1', '6to4'],
  ['192.88.99.1', '6to4'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'teredo'],
  ['64:ff9b::127.0.0.1', 'loopback'],
  ['64:ff9b::a00:1', 'private'],
  ['64:ff9b::169.254.169.254', 'link-local'],
  ['64:ff9b::8.8.8.8', null],
  ['64:ff9b:1::8.8.8.8', 'nat64'],
  // Other spellings, and none.
  ['127.1', 'loopback'],
  ['0177.0.0.1', 'loopback'],
  ['0x7f000001', 'loopback'],
  ['2130706433', 'loopback'],
  ['0:0:0:0:0:0:0:1', 'loopback'],
  ['FE80::1', 'link-local'],
  ['', 'no-address'],
  ['localhost', 'no-address'],
  ['256.0.0.1', 'no-address'],
  ['1.2.3.4.5', 'no-address'],
  ['::1::', 'no-address'],
  ['[::1]', 'no-address'],
  ['8.8.8.8 ', 'no-address'],
];

describe('F10 which addresses a request may go to', () => {
  it.each(ADDRESSES)('F10 %s: %s', (address, refusal) => {
    expect(refusalOfAddress(address, false)).toBe(refusal);
  });

  it('F10 a test may have loopback allowed, and nothing else by that', () => {
    const allowed = ADDRESSES.filter(([address]) => refusalOfAddress(address, true) === null);
    const expected = ADDRESSES.filter(([, refusal]) => refusal === null || refusal === 'loopback');
    expect(allowed).toEqual(expected);
  });
});

const verdict = (url: string, more: Partial<GuardRules> = {}): GuardRefusal | 'sent' => {
  const judged = judgeUrl(url, { ...STANDARD_RULES, ...more });
  return 'refusal' in judged ? judged.refusal : 'sent';
};

describe('F10 which URLs a request may go to', () => {
  it.each<[string, GuardRefusal | 'sent']>([
    ['https://partner.example.com/postback?a=1', 'sent'],
    ['http://partner.example.com', 'sent'],
    ['https://1.1.1.1/', 'sent'],
    ['https://[2606:4700:4700::1111]/', 'sent'],
    ['https://bücher.example/', 'sent'],
    // The scheme.
    ['ftp://partner.example.com/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://partner.example.com:80/', 'scheme'],
    ['ws://partner.example.com/', 'scheme'],
    ['data:text/plain,hello', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    // Parts that are missing, wrong or too much.
    ['', 'url'],
    ['partner.example.com', 'url'],
    ['//partner.example.com', 'url'],
    ['http://', 'url'],
    ['http://[::1', 'url'],
    ['http://partner.example.com:65536/', 'url'],
    ['http://127.0.0.1%00.example.com/', 'url'],
    ['http://user@partner.example.com/', 'credentials'],
    ['http://user:secret@partner.example.com/', 'credentials'],
    ['http://:secret@partner.example.com/', 'credentials'],
    ['http://1.1.1.1 &@127.0.0.1#@8.8.8.8/', 'credentials'],
    ['http://partner.example.com:8080/', 'port'],
    ['http://partner.example.com:22/', 'port'],
    ['http://partner.example.com:0/', 'port'],
    ['http://partner.example.com:443/', 'sent'],
    // Decimal, octal, hexadecimal, short.
    ['http://127.0.0.1/', 'loopback'],
    ['http://2130706433/', 'loopback'],
    ['http://017700000001/', 'loopback'],
    ['http://0177.0.0.1/', 'loopback'],
    ['http://0x7f.0x0.0x0.0x1/', 'loopback'],
    ['http://0x7f000001/', 'loopback'],
    ['http://127.1/', 'loopback'],
    ['http://127.0.1/', 'loopback'],
    ['http://0/', 'unspecified'],
    ['http://0xa9fea9fe/', 'link-local'],
    ['http://169.254.169.254/latest/meta-data/', 'link-local'],
    ['http://10.1/', 'private'],
    ['http://127.0.0.1./', 'loopback'],
    ['http://127.0.0.1../', 'no-address'],
    ['http:127.0.0.1/', 'loopback'],
    ['http:\\\\127.0.0.1\\', 'loopback'],
    ['http://127.0.0.1\\@partner.example.com/', 'loopback'],
    // Full-width digits, ideographic dots, percent signs, soft hyphens.
    ['http://１２７.０.０.１/', 'loopback'],
    ['http://127。0。0。1/', 'loopback'],
    ['http://%31%32%37.0.0.1/', 'loopback'],
    ['http://127.0.0.\u00AD1/', 'loopback'],
    ['http://12\n7.0.0.1/', 'loopback'],
    // In brackets.
    ['http://[::1]/', 'loopback'],
    ['http://[0:0:0:0:0:0:0:1]/', 'loopback'],
    ['http://[::]/', 'unspecified'],
    ['http://[::7f00:1]/', 'ipv4-in-ipv6'],
    ['http://[::127.0.0.1]/', 'ipv4-in-ipv6'],
    ['http://[::ffff:127.0.0.1]/', 'ipv4-in-ipv6'],
    ['http://[::ffff:0:127.0.0.1]/', 'ipv4-in-ipv6'],
    ['http://[2002:7f00:1::]/', '6to4'],
    ['http://[64:ff9b::7f00:1]/', 'loopback'],
    ['http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/', 'teredo'],
    ['http://[fd00:ec2::254]/', 'unique-local'],
    ['http://[fe80::1%25eth0]/', 'url'],
    ['http://[fe80::1%eth0]/', 'url'],
    // By name.
    ['http://localhost/', 'loopback'],
    ['http://LOCALHOST./', 'loopback'],
    ['http://ⓛocalhost/', 'loopback'],
    ['http://anything.localhost/', 'loopback'],
    ['http://notlocalhost/', 'sent'],
  ])('F10 %j: %s', (url, expected) => {
    expect(verdict(url)).toBe(expected);
  });

  it('F10 takes the ports of the configuration, and no others', () => {
    const ports = [443, 8443];
    const of = (url: string) => verdict(url, { ports });
    expect([of('https://a.example/'), of('https://a.example:8443/'), of('http://a.example/')]).toEqual([
      'sent',
      'sent',
      'port',
    ]);
  });

  it('F10 with loopback allowed, it is on every port; nothing else is', () => {
    const of = (url: string) => verdict(url, { allowLoopback: true });
    expect(['http://127.0.0.1:4711/', 'http://[::1]:4711/', 'http://localhost:4711/'].map(of)).toEqual(
      Array(3).fill('sent'),
    );
    expect(['http://10.0.0.1/', 'http://1.1.1.1:4711/', 'http://[::ffff:7f00:1]/'].map(of)).toEqual([
      'private',
      'port',
      'ipv4-in-ipv6',
    ]);
  });

  it.each<[string, GuardRefusal | 'sent']>([
    ['https://partner.example/', 'sent'],
    ['https://PARTNER.example./', 'sent'],
    ['https://a.partner.example/', 'not-allowed'],
    ['https://partner.example.evil.example/', 'not-allowed'],
    ['https://network.example/', 'not-allowed'],
    ['https://a.network.example/', 'sent'],
    ['https://a.b.network.example/', 'sent'],
    ['https://anetwork.example/', 'not-allowed'],
    ['https://xn--bcher-kva.example/', 'sent'],
    ['https://8.8.8.8/', 'sent'],
    ['https://8.8.4.4/', 'not-allowed'],
    ['https://[2606:4700:0:0::1111]/', 'sent'],
    ['http://10.0.0.1/', 'private'],
  ])('F10 with hosts that are allowed by name, %s: %s', (url, expected) => {
    const allowedHosts = [
      'Partner.example',
      '.network.example',
      'bücher.example.',
      '8.8.8.8',
      '10.0.0.1',
      '2606:4700::1111',
    ];
    expect(verdict(url, { allowedHosts })).toBe(expected);
  });

  it.each<[string, GuardRefusal | 'sent']>([
    ['https://evil.example/', 'forbidden'],
    ['https://evil.example./', 'forbidden'],
    ['https://a.evil.example/', 'sent'],
    ['https://a.bad.example/', 'forbidden'],
    ['https://bad.example/', 'sent'],
  ])('F10 with hosts that are forbidden by name, %s: %s', (url, expected) => {
    const forbiddenHosts = ['evil.example', '.bad.example'];
    expect(verdict(url, { forbiddenHosts })).toBe(expected);
    if (expected === 'forbidden')
      expect(verdict(url, { forbiddenHosts, allowedHosts: ['.example', 'evil.example'] })).toBe('forbidden');
  });
});
