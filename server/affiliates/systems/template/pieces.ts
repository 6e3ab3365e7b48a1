/** A text of a template taken apart: what stands there, and the macros in it. */
import { type Macro, readMacro } from './macros';
import type { TemplateProblem } from './template';

/** Literal text, or a macro. */
export type Piece =
  | { readonly text: string; readonly at: number }
  | { readonly macro: Macro; readonly name: string; readonly at: number };

export type Complain = (at: number | null, problem: string) => void;

/** Collects what is wrong with one field. */
export const complainer =
  (problems: TemplateProblem[], field: string): Complain =>
  (at, problem) =>
    void problems.push({ field, at, problem });

const MACRO = /\{([A-Za-z_][\w.-]*)\}/g;
const DOUBLE = /\{\{\s*([A-Za-z_][\w.-]*)\s*\}\}/g;

/** Takes a text apart. A macro that is not known is told, by its name and where it stands, and left out. */
export function piecesOf(text: string, complain: Complain): Piece[] {
  for (const { 1: name, index } of text.matchAll(DOUBLE)) {
    complain(index, `has a macro in two braces: write {${name ?? ''}}.`);
  }
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: whole, 1: name = '', index } of text.matchAll(MACRO)) {
    if (index > end) pieces.push({ text: text.slice(end, index), at: end });
    end = index + whole.length;
    const macro = readMacro(name);
    if (macro) pieces.push({ macro, name, at: index });
    else complain(index, `has an unknown macro {${name}}, at character ${index + 1}.`);
  }
  if (end < text.length) pieces.push({ text: text.slice(end), at: end });
  return pieces;
}

/** The text with every macro filled in alike, to see whether the whole can be what it has to be. */
export const sampleOf = (pieces: readonly Piece[], filling: string): string =>
  pieces.map((piece) => ('text' in piece ? piece.text : filling)).join('');
