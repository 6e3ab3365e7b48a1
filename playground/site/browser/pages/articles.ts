import { read } from '../ask';
import { el, found } from '../el';
import { day } from '../format';
import { type Author, linkTo } from '../members';
import { pageInAddress, pager } from '../pager';
import { empty, fill } from '../region';

export interface Article {
  readonly documentId: string;
  readonly title: string;
  readonly body: string | null;
  readonly publishedAt: string;
  /** Null also for an author who shows no profile: they are not told apart. */
  readonly author: Author | null;
}

const TEASER = 170;

const query = () => `sort=publishedAt:desc&populate=author&pagination[pageSize]=10&pagination[page]=${pageInAddress()}`;

void fill(found('#content'), async () => {
  const { data, meta } = await read<Article[]>(`/articles?${query()}`);
  if (data.length === 0) return [empty('Nothing has been published yet.')];
  return [el('ul', { class: 'cards' }, ...data.map(card)), pager(meta.pagination)];
});

function card({ documentId, title, body, publishedAt, author }: Article): HTMLElement {
  return el(
    'li',
    {},
    el('h2', {}, el('a', { href: `/articles/${documentId}` }, title)),
    el('p', {}, teaserOf(body ?? '')),
    el('p', { class: 'meta' }, day(publishedAt), ' · ', author ? linkTo(author) : 'A member of the club'),
  );
}

/** Ends at a word. */
const teaserOf = (body: string): string =>
  body.length <= TEASER ? body : `${body.slice(0, TEASER).replace(/\s+\S*$/, '')} …`;
