export type Child = Node | string | null;
type Attribute = string | number | boolean | null;

/** An element. An attribute that is `true` stands without a value; one that is `false` or null does not stand there. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(label: string, act: () => void, attributes: Readonly<Record<string, Attribute>> = {}) {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** Something that the page's frame has. */
export function found<E extends HTMLElement>(selector: string): E {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

/** Says something to whoever does not see it change. */
export function announce(text: string): void {
  found('#announcer').textContent = text;
}

/** Brings whoever uses a keyboard or a screen reader to what is new. */
export function focusOn(element: HTMLElement): void {
  element.tabIndex = -1;
  element.focus();
}

export function nameThePage(title: string): void {
  document.title = `${title} · Waymark`;
}
