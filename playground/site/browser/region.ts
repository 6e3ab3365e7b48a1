/** A part of a page that is loaded: busy, filled, empty-handed or failed. */
import { Refusal, sentenceFor, SignedOut } from './ask';
import { button, type Child, el, focusOn } from './el';
import { logInAddress } from './session';

/** What each part was asked to show last. */
const asked = new WeakMap<HTMLElement, object>();

/** Fills a part of the page. What stands there stays until the new content is here, so that nothing jumps. */
export async function fill(region: HTMLElement, load: () => Promise<readonly Child[]>): Promise<void> {
  region.setAttribute('aria-busy', 'true');
  asked.set(region, load);
  function show(...children: readonly Child[]): void {
    if (asked.get(region) !== load) return;
    region.replaceChildren(...children.filter((child) => child !== null));
    region.removeAttribute('aria-busy');
  }
  try {
    show(...(await load()));
  } catch (error) {
    if (error instanceof SignedOut) show(signedOut());
    else if (error instanceof Refusal && error.status === 404) show(nothingHere());
    else show(failure(sentenceFor(error), () => void fill(region, load).then(() => focusOn(region))));
  }
}

/** The page's own heading, where nothing else is one. */
const heading = (text: string) => el(document.querySelector('main > h1') ? 'h2' : 'h1', {}, text);

const failure = (text: string, again: () => void) =>
  el(
    'div',
    { class: 'notice bad', role: 'alert' },
    heading('That did not work'),
    el('p', {}, text),
    button('Try again', again),
  );

const signedOut = () =>
  el(
    'div',
    { class: 'notice' },
    el('p', {}, 'Log in to see this page: it is about you and nobody else.'),
    el('a', { class: 'button', href: logInAddress() }, 'Log in'),
  );

const nothingHere = () =>
  el(
    'div',
    { class: 'notice' },
    heading('There is nothing here'),
    el('p', {}, 'It may have been removed, or it is not shown to others any more.'),
    el('a', { class: 'button', href: '/' }, 'To the articles'),
  );

export const empty = (text: string) => el('p', { class: 'empty' }, text);
