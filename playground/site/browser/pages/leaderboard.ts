import {
  LEADERBOARD_PERIODS,
  type LeaderboardDto,
  type LeaderboardPeriod,
  type OwnRankDto,
} from '../../../../server/contract/site';
import { read, readOwn, SignedOut } from '../ask';
import { announce, el, focusOn, found } from '../el';
import { amountOf, decimal } from '../format';
import { linkTo, nameOf } from '../members';
import { addressWith, fromAddress, pageInAddress, pager } from '../pager';
import { empty, fill } from '../region';
import { logInAddress } from '../session';

const CURRENCY = 'points';
const PAGE_SIZE = 20;
const WORDS: Record<LeaderboardPeriod, string> = { all: 'All time', month: 'This month', week: 'This week' };

const periodInAddress = (): LeaderboardPeriod =>
  LEADERBOARD_PERIODS.find((one) => one === fromAddress('period')) ?? 'all';

const content = found('#content');
const periods = el('nav', { class: 'periods', 'aria-label': 'Period' });
const own = el('p', { class: 'own' });
const rows = el('div', { class: 'board' }, ...content.childNodes);
content.replaceChildren(periods, own, rows);
content.removeAttribute('aria-busy');

/** Shows what the address says. */
async function show(): Promise<void> {
  const period = periodInAddress();
  periods.replaceChildren(
    ...LEADERBOARD_PERIODS.map((one) =>
      el('a', { href: addressWith({ period: one, page: '1' }), 'aria-current': one === period && 'true' }, WORDS[one]),
    ),
  );
  await Promise.all([showOwn(period), fill(rows, () => table(period))]);
}

async function table(period: LeaderboardPeriod): Promise<(HTMLElement | null)[]> {
  const path = `/rewards/leaderboards/${CURRENCY}?period=${period}&page=${pageInAddress()}&pageSize=${PAGE_SIZE}`;
  const { data, meta } = await read<LeaderboardDto>(path);
  if (data.rows.length === 0) return [empty('Nobody has earned anything here yet.'), pager(meta.pagination)];
  const head = el(
    'tr',
    {},
    ...['Rank', 'Member', data.currency.name].map((label) => el('th', { scope: 'col' }, label)),
  );
  const body = data.rows.map((row) =>
    el(
      'tr',
      {},
      el('td', {}, String(row.rank)),
      el('td', {}, row.hasProfile ? linkTo(row) : nameOf(row)),
      el('td', {}, decimal(row.amount)),
    ),
  );
  const caption = el('caption', { class: 'unseen' }, `${WORDS[period]}, page ${meta.pagination.page}`);
  return [el('table', {}, caption, el('thead', {}, head), el('tbody', {}, ...body)), pager(meta.pagination)];
}

async function showOwn(period: LeaderboardPeriod): Promise<void> {
  try {
    const { rank, amount, of, currency } = await readOwn<OwnRankDto>(`/me/leaderboards/${CURRENCY}?period=${period}`);
    const isIn = rank !== null && amount !== null;
    own.replaceChildren(
      ...(isIn
        ? ['You are ', el('strong', {}, `number ${rank} of ${of}`), ` with ${amountOf(amount, currency)}.`]
        : [
            'You are not ranked here: you have earned nothing yet, or do not ',
            el('a', { href: '/me#consent' }, 'take part'),
            '.',
          ]),
    );
  } catch (error) {
    if (error instanceof SignedOut)
      own.replaceChildren(el('a', { href: logInAddress() }, 'Log in'), ' to see your own rank.');
    else own.replaceChildren('Your own rank cannot be shown at the moment.');
  }
}

/** Links of this page change the address and what is shown, without another page load. */
content.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.getAttribute('href')?.startsWith('?') || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const isPage = link.closest('.pager') !== null;
  history.pushState(null, '', link.href);
  void show().then(() => {
    announce(`${WORDS[periodInAddress()]}, page ${pageInAddress()}`);
    if (isPage) focusOn(rows);
    else periods.querySelector<HTMLElement>('[aria-current]')?.focus();
  });
});
addEventListener('popstate', () => void show());
void show();
