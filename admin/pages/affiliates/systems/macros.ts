import { AFFILIATE_MACROS } from '../../../../server/contract';
import type { MessageKey } from '../../../translate';

/** What is offered while a macro is typed. */
export interface MacroOffer {
  /** What is written, from the brace on. */
  readonly text: string;
  readonly label: MessageKey;
}

const NAMED: readonly MacroOffer[] = AFFILIATE_MACROS.map((name) => ({
  text: `{${name}}`,
  label: `affiliate-systems.macro.${name}`,
}));

const PATHS: readonly MacroOffer[] = [
  { text: '{payload}', label: 'affiliate-systems.macro.payload' },
  { text: '{payload.', label: 'affiliate-systems.macro.payload-path' },
  { text: '{link.', label: 'affiliate-systems.macro.link-path' },
];

const TYPED = /\{[A-Za-z0-9_.]*$/;

/** What begins with what stands before the cursor, from its brace on; nothing where no macro is being typed. */
export function offersAt(before: string, secrets: readonly string[]): readonly MacroOffer[] {
  const typed = TYPED.exec(before)?.[0].toLowerCase();
  if (typed === undefined) return [];
  const ofSecrets = secrets.map((name): MacroOffer => ({
    text: `{secret.${name}}`,
    label: 'affiliate-systems.macro.secret',
  }));
  return [...NAMED, ...PATHS, ...ofSecrets].filter(({ text }) => text.startsWith(typed) && text !== typed);
}

/** The text with an offer in place of what was typed of it. @returns also where the cursor is then */
export function withOffer(text: string, cursor: number, { text: offered }: MacroOffer) {
  const before = text.slice(0, cursor).replace(TYPED, offered);
  // Somebody may have typed the closing brace already.
  const after = text.slice(cursor).replace(/^\}/, offered.endsWith('}') ? '' : '}');
  return { text: before + after, cursor: before.length };
}
