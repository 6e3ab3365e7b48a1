import { read } from '../ask';
import { el, found, nameThePage } from '../el';
import { day } from '../format';
import { type Author, badges, linkTo, standing } from '../members';
import { fill } from '../region';
import type { Article } from './articles';

const id = location.pathname.split('/').at(-1) ?? '';

void fill(found('#content'), async () => {
  const author = 'populate=author.level,author.tier,author.awards.badge.image';
  const { data } = await read<Article>(`/articles/${id}?${author}`);
  nameThePage(data.title);
  return [article(data)];
});

function article({ title, body, publishedAt, author }: Article): HTMLElement {
  return el(
    'article',
    { class: 'reading' },
    el('h1', {}, title),
    el('p', { class: 'meta' }, day(publishedAt), ' · ', author ? linkTo(author) : 'A member of the club'),
    ...(body ?? '').split(/\n{2,}/).map((paragraph) => el('p', {}, paragraph)),
    author && about(author),
  );
}

function about(author: Author): HTMLElement {
  const shown = author.awards.flatMap(({ badge }) => (badge ? [badge] : []));
  return el(
    'aside',
    { class: 'panel', 'aria-labelledby': 'author' },
    el('h2', { id: 'author' }, 'About the author'),
    el('p', {}, linkTo(author), ', a member since ', day(author.memberSince)),
    standing(author),
    shown.length > 0 ? badges(shown) : null,
  );
}
