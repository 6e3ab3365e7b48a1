/**
 * An affiliate network in a process of its own. It answers as the last part of the path of a request says: `ok`, a status such as
 * `500`, several of them in turn for one event such as `500,429-7,200` (`-7`: with a Retry-After of 7), `slow-300` (milliseconds),
 * `hang`, `reset`; `says-…` is a 200 with that text. Keeps what arrived, in its order.
 */
import http from 'node:http';

const arrivals = [];
const seen = new Map();
/** How many requests are under way, and were at most, by their paths. */
const sending = {};
const mostAtOnce = {};

function answer(response, how) {
  const [what, number] = how.split('-');
  if (what === 'ok') return response.end('{"ok":true}');
  if (what === 'slow') return setTimeout(() => response.end('{"ok":true}'), Number(number));
  if (what === 'hang') return undefined;
  if (what === 'reset') return response.destroy();
  if (what === 'says') return response.end(how.slice('says-'.length));
  response.statusCode = Number(what);
  if (number !== undefined) response.setHeader('retry-after', number);
  return response.end(JSON.stringify({ message: `answered ${what}` }));
}

const server = http.createServer((request, response) => {
  const chunks = [];
  const { pathname } = new URL(request.url, 'http://network');
  sending[pathname] = (sending[pathname] ?? 0) + 1;
  mostAtOnce[pathname] = Math.max(mostAtOnce[pathname] ?? 0, sending[pathname]);
  response.on('close', () => {
    sending[pathname] -= 1;
  });
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const id = request.headers['webhook-id'] ?? '';
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    const plan = decodeURIComponent(pathname.split('/').at(-1)).split(',');
    arrivals.push({
      ...{ id, times, method: request.method, url: request.url, at: Date.now() },
      ...{ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') },
    });
    answer(response, plan[Math.min(times, plan.length) - 1] || 'ok');
  });
});

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('message', () => process.send({ arrivals, mostAtOnce }));
process.on('disconnect', () => process.exit(0));
