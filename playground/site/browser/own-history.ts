import type { OwnEntryDto, OwnHistoryDto } from '../../../server/contract';
import { readOwn, sentenceFor } from './ask';
import { announce, button, el, focusOn } from './el';
import { amountOf, decimal, isZero, moment, signed } from './format';
import { empty } from './region';

const PAGE = 20;

export const readHistory = (cursor?: string): Promise<OwnHistoryDto> =>
  readOwn(`/me/history?limit=${PAGE}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);

/** Rows of one's own, and more of them as long as there are some. */
export function history(first: OwnHistoryDto): HTMLElement {
  if (first.rows.length === 0) return empty('Nothing has happened yet. Your first order will stand here.');
  const list = el('ul', { class: 'rows' }, ...first.rows.map(entry));
  const problem = el('p', { class: 'notice bad', role: 'alert', hidden: true });
  let next = first.next;
  const more = button('Show more', () => void showMore());

  async function showMore(): Promise<void> {
    if (next === null || more.ariaDisabled === 'true') return;
    more.ariaDisabled = 'true';
    problem.hidden = true;
    try {
      const page = await readHistory(next);
      const rows = page.rows.map(entry);
      list.append(...rows);
      announce(`${rows.length} more rows`);
      next = page.next;
      if (rows[0]) focusOn(rows[0]);
      if (next === null) more.remove();
    } catch (error) {
      problem.textContent = sentenceFor(error);
      problem.hidden = false;
    }
    more.ariaDisabled = null;
  }

  return el('div', {}, list, problem, next === null ? null : more);
}

function entry({ at, text, reason, amount, held, balanceAfter, currency }: OwnEntryDto): HTMLElement {
  const moved = isZero(amount)
    ? el('span', { class: 'quiet' }, `${decimal(held.replace('-', ''))} ${currency.name}`)
    : el('span', { class: amount.startsWith('-') ? 'loss' : 'gain' }, `${signed(amount)} ${currency.name}`);
  return el(
    'li',
    {},
    el(
      'div',
      {},
      el('strong', {}, text),
      reason ? el('p', { dir: 'auto' }, reason) : null,
      el('p', { class: 'meta' }, moment(at)),
    ),
    el('div', { class: 'amount' }, moved, el('p', { class: 'meta' }, `Balance ${amountOf(balanceAfter, currency)}`)),
  );
}
