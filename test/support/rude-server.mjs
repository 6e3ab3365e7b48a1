/**
 * A server that misbehaves, each path in its own way (test/unit/affiliates/send.test.ts). It runs in a process of its own, so that
 * the memory of whoever calls it is theirs alone: `fork` it, and it tells its ports and how often each path was asked for.
 */
import net from 'node:net';
import tls from 'node:tls';
import zlib from 'node:zlib';

/** For partner.example, from 2020 to 2120; of this test and of nothing else. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfL9QUzTjW89wjdng
RYwxHgaDjUC7+v4qnQ7FyX9dobShRANCAASqz/mXkqBZoq1tbxf4A+HqpCG1j/aI
HECKbgJD1UtFfhErrVQaonAxiNF7o/OcTNh7nM6kp3y33TH+rQVZkTQb
-----END PRIVATE KEY-----
`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBhjCCASygAwIBAgIUUhZ7fbIrsUHfEWXslnNdIELhkywwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPcGFydG5lci5leGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIx
MjAwMTAxMDAwMDAwWjAaMRgwFgYDVQQDDA9wYXJ0bmVyLmV4YW1wbGUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASqz/mXkqBZoq1tbxf4A+HqpCG1j/aIHECKbgJD
1UtFfhErrVQaonAxiNF7o/OcTNh7nM6kp3y33TH+rQVZkTQbo04wTDAPBgNVHRMB
Af8EBTADAQH/MB0GA1UdDgQWBBSJXFsLQfAt/KOViGmhtfbC/+xHdjAaBgNVHREE
EzARgg9wYXJ0bmVyLmV4YW1wbGUwCgYIKoZIzj0EAwIDSAAwRQIgHzyL/W0+tSvO
fyBvh/lSjg8eswi+YMwve5RGAUhTpToCIQDJHMNv8gU48bp9iZq8gVrnHqJN/Uil
kXoHQCU0bzZxnQ==
-----END CERTIFICATE-----
`;

const CHUNK = Buffer.alloc(65_536, 'x');
const BOMB_BYTES = 256 * 1024 * 1024;
/** How long it waits between two bytes. */
const DRIP_MS = 20;

const asked = {};
let written = 0;
let open = 0;

const head = (status, headers = {}) =>
  `HTTP/1.1 ${status} Rude\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

function answer(socket, body, { status = 200, ...headers } = {}) {
  const bytes = Buffer.from(body);
  socket.write(head(status, { 'content-length': bytes.length, 'content-type': 'application/json', ...headers }));
  socket.write(bytes);
}

/** Writes a text byte by byte, and then for ever its last one. */
function drip(socket, text) {
  let at = 0;
  const timer = setInterval(() => socket.write(text[Math.min(at++, text.length - 1)]), DRIP_MS);
  socket.on('close', () => clearInterval(timer));
}

/** Writes the same for ever, as fast as it is read. */
function flood(socket, bytes) {
  const more = () => {
    while (!socket.destroyed) {
      written += bytes.length;
      if (!socket.write(bytes)) return;
    }
  };
  socket.on('drain', more);
  more();
}

let bomb;
const packedBomb = () =>
  (bomb ??= zlib.brotliCompressSync(Buffer.alloc(BOMB_BYTES), {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 },
  }));

const TEXT = '{"message":"packed"}';

/** By path; `again` is how many requests came over this connection before. */
const MANNERS = {
  '/ok': (socket, { line, headers, body }) =>
    answer(
      socket,
      JSON.stringify({ line, headers, body: body.toString('base64'), at: socket.localAddress, sni: socket.servername }),
    ),
  '/status': (socket, { query }) =>
    answer(socket, query === '204' ? '' : '{"error":"no"}', {
      status: Number(query),
      'retry-after': '120',
      'x-other': 'y',
    }),
  '/redirect': (socket) => answer(socket, '', { status: 302, location: '/ok' }),
  '/never': () => {},
  '/late': (socket, { query }) => setTimeout(() => answer(socket, '{}'), Number(query)),
  '/slow-headers': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'),
  '/slow-body': (socket) => {
    socket.write(head(200, { 'content-length': 1_000_000 }));
    drip(socket, 'x');
  },
  '/endless': (socket, { query }) => {
    socket.write(head(query || 200, { connection: 'close' }));
    flood(socket, CHUNK);
  },
  '/big': (socket, { query }) => answer(socket, Buffer.alloc(Number(query), 'b')),
  '/bomb': (socket) => answer(socket, packedBomb(), { 'content-encoding': 'br' }),
  // As much as fits into what is read of an answer before it is unpacked.
  '/gzip-bomb': (socket) => answer(socket, zlib.gzipSync(Buffer.alloc(BOMB_BYTES / 4)), { 'content-encoding': 'gzip' }),
  '/gzip': (socket) => answer(socket, zlib.gzipSync(TEXT), { 'content-encoding': 'gzip' }),
  '/x-gzip': (socket) => answer(socket, zlib.gzipSync(TEXT), { 'content-encoding': 'X-GZIP' }),
  '/deflate': (socket) => answer(socket, zlib.deflateSync(TEXT), { 'content-encoding': 'deflate' }),
  '/br': (socket) => answer(socket, zlib.brotliCompressSync(TEXT), { 'content-encoding': 'br' }),
  '/no-gzip': (socket) => answer(socket, TEXT, { 'content-encoding': 'gzip' }),
  '/half-gzip': (socket) =>
    answer(socket, zlib.gzipSync('y'.repeat(50_000) + TEXT).subarray(0, -9), { 'content-encoding': 'gzip' }),
  '/short-gzip': (socket) => {
    socket.write(head(200, { 'content-length': 1_000, 'content-encoding': 'gzip' }));
    socket.end(zlib.gzipSync(TEXT));
  },
  '/zstd': (socket) => answer(socket, TEXT, { 'content-encoding': 'zstd' }),
  '/constructor': (socket) => answer(socket, TEXT, { 'content-encoding': 'constructor' }),
  '/short': (socket) => {
    socket.end(`${head(200, { 'content-length': 100 })}{"a":1}`);
  },
  '/long': (socket) => {
    socket.write(`${head(200, { 'content-length': 7 })}{"a":1}HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n`);
  },
  '/bad-length': (socket) => socket.write(`${head(200, { 'content-length': 'many' })}{}`),
  '/two-lengths': (socket) => socket.write(`${head(200, { 'content-length': '2\r\ncontent-length: 3' })}{}`),
  '/continues': (socket) => flood(socket, Buffer.from(head(100).repeat(100))),
  '/processing': (socket, { query }) => {
    socket.write(head(102).repeat(Number(query)));
    answer(socket, '{}');
  },
  '/switching': (socket) => socket.write(head(101, { upgrade: 'rude', connection: 'upgrade' })),
  '/huge-header': (socket) => socket.write(head(200, { 'x-huge': 'h'.repeat(1_000_000) })),
  '/many-headers': (socket) => socket.write(`HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(100_000)}\r\n`),
  '/reset': (socket) => socket.resetAndDestroy(),
  '/reset-body': (socket) => {
    socket.write(`${head(200, { 'content-length': 100 })}{"a":1}`, () =>
      setTimeout(() => socket.resetAndDestroy(), 50),
    );
  },
  '/close': (socket) => socket.end(),
  '/close-mid-head': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-'),
  '/garbage': (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
  '/binary': (socket) => socket.end(Buffer.from([0, 255, 1, 254, 13, 10, 13, 10])),
  '/no-text': (socket) => answer(socket, Buffer.from([0x61, 0, 0xff, 0xc3, 0x62])),
  '/bom': (socket) => answer(socket, '\uFEFF{"a":1}'),
  '/twice': (socket) => {
    answer(socket, '{}');
    setTimeout(() => answer(socket, '{"message":"not for you"}'), 50);
  },
  '/more': (socket) => {
    answer(socket, '{}');
    setTimeout(() => socket.write('no HTTP'), 50);
  },
  '/once': (socket, { again }) => (again > 0 ? socket.resetAndDestroy() : answer(socket, '{}')),
  '/half-once': (socket, { again }) => (again > 0 ? socket.end('HTTP/1.1 2') : answer(socket, '{}')),
  '/early': (socket) => socket.end(`${head(413, { 'content-length': 2, connection: 'close' })}{}`),
};

function serve(socket) {
  let seen = Buffer.alloc(0);
  let again = 0;
  open += 1;
  socket.on('close', () => (open -= 1));
  // A connection that breaks is what this server is about.
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    seen = Buffer.concat([seen, chunk]);
    for (let request = take(); request; request = take()) {
      asked[request.path] = (asked[request.path] ?? 0) + 1;
      MANNERS[request.path](socket, { ...request, again });
      again += 1;
    }
  });

  /** The next request, when all of it is there. */
  function take() {
    const end = seen.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const [line, ...fields] = seen.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      fields.map((field) => [field.split(':')[0].toLowerCase(), field.slice(field.indexOf(':') + 2)]),
    );
    const rest = seen.subarray(end + 4);
    const length = Number(headers['content-length'] ?? 0);
    const [path, query] = line.split(' ')[1].split('?');
    if (path !== '/early' && rest.length < length) return null;
    seen = rest.subarray(length);
    return { line, headers, path, query, body: rest.subarray(0, length) };
  }
}

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

const [plain, secure] = await Promise.all([
  listen(net.createServer(serve)),
  listen(tls.createServer({ key: KEY, cert: CERTIFICATE }, serve).on('tlsClientError', () => {})),
]);
process.on('message', () => process.send({ asked, written, open }));
process.on('disconnect', () => process.exit());
process.send({ plain, secure, certificate: CERTIFICATE });
