/** F6. What a system is sent, with macros where each event has something of its own. */
import type { Macro } from './macros';
import type { Place } from './places';

export const TEMPLATE_LIMITS = {
  /** Characters, as they are written. */
  url: 2_000,
  body: 20_000,
  headers: 20,
  headerName: 100,
  headerValue: 2_000,
  /** Characters, when they are filled in. */
  renderedUrl: 8_000,
  renderedBody: 262_144,
  renderedHeader: 4_000,
} as const;

export const BODY_FORMATS = ['json', 'form', 'none'] as const;
export type BodyFormat = (typeof BODY_FORMATS)[number];

/** A template as somebody writes it. */
export interface TemplateText {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly format: BodyFormat;
  /** Empty for `none`. */
  readonly body: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

export interface PlacedMacro {
  readonly macro: Macro;
  readonly place: Place;
}

/** Text as it goes out, and macros between it. */
export type Part = string | PlacedMacro;

/** A template that was read, and can be rendered for any event. */
export interface RequestTemplate {
  readonly method: 'GET' | 'POST';
  readonly format: BodyFormat;
  readonly url: readonly Part[];
  /** The URL with an `x` for each macro, for the address guard to look at when the template is saved: its host is that of every event. */
  readonly sampleUrl: string;
  readonly body: readonly Part[];
  readonly headers: readonly { readonly name: string; readonly parts: readonly Part[] }[];
  /** The names of all macros that are in it, and of the secrets among them, each once. */
  readonly macros: readonly string[];
  readonly secrets: readonly string[];
}

/** What is wrong with a template. */
export interface TemplateProblem {
  /** `url`, `body`, `headers.0.name`, `headers.0.value` and so on. */
  readonly field: string;
  /** The character that it begins with, from 0; null: it is about the whole. */
  readonly at: number | null;
  /** The end of a sentence that begins with the field. */
  readonly problem: string;
}
