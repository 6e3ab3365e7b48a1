/**
 * The affiliate networks of the demo, in one server on this machine: what they answer hangs on the event, its campaign, and how often
 * it has come. Mostly they take it; now and then they are slow, busy, broken or moved, or say with a 200 that they know no such click.
 */
const { createHash } = require('node:crypto');
const http = require('node:http');

const SLOW_MS = 1_500;
const RETRY_AFTER_S = 30;
/** How long an event of the campaign `rush` takes. */
const RUSH_MS = 45_000;
const RECENT_S = 60;

/** How many in a thousand are answered so when they first come, and what becomes of them later. */
const MOODS = [
  { share: 60, answer: busy, later: take },
  { share: 50, answer: broken, later: take },
  { share: 10, answer: broken, later: broken },
  { share: 40, answer: unknownClick, later: unknownClick },
  { share: 20, answer: moved, later: moved },
  { share: 20, answer: refuse, later: take },
  { share: 10, answer: slow, later: slow },
];

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function take(response) {
  json(response, 200, { status: 'ok' });
}
function busy(response) {
  json(response, 429, { message: 'Too many postbacks, slow down.' }, { 'retry-after': String(RETRY_AFTER_S) });
}
function broken(response) {
  json(response, 500, { error: 'Internal error, our team was told.' });
}
function unknownClick(response) {
  json(response, 200, { error: 'The click is not known.', code: 'NO_CLICK' });
}
function moved(response) {
  json(response, 302, { message: 'Moved.' }, { location: 'https://elsewhere.example/' });
}
function refuse(response) {
  json(response, 400, { message: 'The goal is not part of this campaign.', code: 1042 });
}
function gone(response) {
  json(response, 410, { message: 'Oldtown Deals has closed. Thank you for ten good years.' });
}
function away(response) {
  json(response, 503, { message: 'This part of us is out of order until tomorrow.' });
}
function late(response) {
  setTimeout(() => take(response), RUSH_MS).unref();
}
function slow(response, isNow) {
  // With an event of a time that is filled in nobody is kept waiting.
  setTimeout(() => take(response), isNow ? SLOW_MS : 0).unref();
}

/** What an event's own campaign makes of it, whatever its mood. */
const byCampaign = { ended: gone, outage: away, rush: late };
const campaignOf = (url) => new URL(url, 'http://network.invalid').searchParams.get('campaign') ?? '';

/** A number below 1,000 that is always the same for an event. */
const diceOf = (id) => createHash('sha256').update(id).digest().readUInt32BE() % 1_000;

function moodOf(id) {
  let dice = diceOf(id);
  for (const mood of MOODS) {
    if (dice < mood.share) return mood;
    dice -= mood.share;
  }
  return { answer: take, later: take };
}

/** @returns a server that is not listening yet */
exports.createNetwork = () => {
  const seen = new Map();
  return http.createServer((request, response) => {
    request.resume().once('end', () => {
      const id = String(request.headers['webhook-id'] ?? '');
      const times = (seen.get(id) ?? 0) + 1;
      seen.set(id, times);
      const { answer, later } = moodOf(id);
      const isNow = Date.now() / 1_000 - Number(request.headers['webhook-timestamp']) < RECENT_S;
      (byCampaign[campaignOf(request.url)] ?? (times === 1 ? answer : later))(response, isNow);
    });
  });
};
