import { el, found } from '../el';

const content = found('#content');
content.replaceChildren(
  el('p', {}, 'The address may be mistyped, or the page is gone.'),
  el('a', { class: 'button', href: '/' }, 'To the articles'),
);
content.removeAttribute('aria-busy');
