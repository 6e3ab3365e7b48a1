/** How members, their standing and their badges are shown. */
import type { IsoInstant, SiteContent } from '../../../server/contract';
import { fileUrl } from './ask';
import { el } from './el';
import { day } from './format';

export interface Named {
  readonly handle: string | null;
  readonly name: string | null;
}
export interface Standing {
  readonly level: SiteContent | null;
  readonly tier: SiteContent | null;
}
/** The author of an article, as the content API has them when they are populated. */
export interface Author extends Named, Standing {
  readonly memberSince: IsoInstant;
  readonly awards: readonly { readonly badge: SiteContent | null }[];
}

const textOf = (content: SiteContent, field: string): string => {
  const value = content[field];
  return typeof value === 'string' ? value : '';
};

/** Names are of every language and direction. */
export const nameOf = ({ name, handle }: Named) => el('bdi', { class: 'name' }, name ?? handle ?? 'A member');

export const profileAddress = (handle: string): string => `/members/${encodeURIComponent(handle)}`;

export const linkTo = (member: Named) =>
  member.handle === null ? nameOf(member) : el('a', { href: profileAddress(member.handle) }, nameOf(member));

export function standing({ level, tier }: Standing): HTMLElement | null {
  const one = (label: string, content: SiteContent | null) =>
    content && el('li', { class: 'chip' }, el('span', {}, label), ` ${textOf(content, 'name')}`);
  return level || tier
    ? el('ul', { class: 'chips', 'aria-label': 'Standing' }, one('Level', level), one('Tier', tier))
    : null;
}

export const badges = (all: readonly SiteContent[]) => el('ul', { class: 'badges' }, ...all.map(badge));

function badge(content: SiteContent): HTMLElement {
  const awardedAt = textOf(content, 'awardedAt');
  return el(
    'li',
    {},
    medal(content),
    el(
      'div',
      {},
      el('strong', {}, textOf(content, 'name')),
      el('p', {}, textOf(content, 'description')),
      awardedAt ? el('p', {}, 'Since ', day(awardedAt)) : null,
    ),
  );
}

/** The badge's image, or its initials. */
function medal(content: SiteContent): HTMLElement {
  const image = content.image as { readonly url: string } | null | undefined;
  if (image) return el('img', { class: 'medal', src: fileUrl(image.url), width: 44, height: 44, alt: '' });
  const initials = textOf(content, 'name')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase());
  return el('span', { class: 'medal', 'aria-hidden': 'true' }, initials.join(''));
}
