import type { Pagination } from './ask';
import { el } from './el';

/** What the address says of a list. */
export const fromAddress = (name: string): string | null => new URLSearchParams(location.search).get(name);

export function pageInAddress(): number {
  const page = Number(fromAddress('page'));
  return Number.isInteger(page) && page > 0 ? page : 1;
}

/** This page's address with something else in it. */
export function addressWith(values: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) query.set(name, value);
  return `?${query.toString()}`;
}

/** Links to the pages before and behind; nothing where there is one page. */
export function pager({ page, pageCount }: Pagination): HTMLElement | null {
  if (pageCount <= 1 && page === 1) return null;
  const link = (text: string, to: number) =>
    to >= 1 && to <= pageCount
      ? el('a', { class: 'button', href: addressWith({ page: String(to) }) }, text)
      : el('span', { class: 'button off' }, text);
  return el(
    'nav',
    { class: 'pager', 'aria-label': 'Pages' },
    link('Previous', page - 1),
    el('span', {}, `Page ${page} of ${Math.max(pageCount, 1)}`),
    link('Next', page + 1),
  );
}
