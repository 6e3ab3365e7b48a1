/**
 * What the documents owe, as pure functions over sources: each returns its findings as sentences, none when all is well.
 * A number is a requirement or a rule: a letter and its count, such as L18 or B7.
 */
import path from 'node:path';

import type { Source } from './sources';

/** Where a number is defined: a heading or the first word of a list's item. */
const DEFINITION = /^\s*(?:#{2,6} |- \*\*)([A-Z]\d{1,2})\b/gm;
const NUMBER = /\b([A-Z])\d{1,2}\b/g;

const definitionsIn = (documents: Source[]): string[] =>
  documents.flatMap(({ text }) => [...text.matchAll(DEFINITION)].map(([, number = '']) => number));

export const definedNumbers = (documents: Source[]): Set<string> => new Set(definitionsIn(documents));

export function numbersDefinedTwice(documents: Source[]): string[] {
  const all = definitionsIn(documents);
  return all.filter((number, index) => all.indexOf(number) !== index).map((number) => `${number} is defined twice`);
}

/** Numbers without a definition. A letter of which nothing is defined is no family of numbers: `T20` is a time. */
export function undefinedNumbers(sources: Source[], defined: ReadonlySet<string>): string[] {
  const families = new Set([...defined].map((number) => number.charAt(0)));
  return inLines(sources, (line) =>
    [...line.matchAll(NUMBER)]
      .filter(([number, family = '']) => families.has(family) && !defined.has(number))
      .map(([number]) => `names ${number}, which no document defines`),
  );
}

/** A rule's heading, and the first word of what stands below it. */
const RULE = /^#{2,6} ([A-Z]\d{1,2})\b.*\n+(\S*)/gm;
const TITLE = /\b(?:it|describe|describeOnEveryEngine)(?:\.each\([^)]*\))?\(\s*(['"`])((?:(?!\1).)*)/g;

/** Rules that have a heading of their own, are not planned, and that no test is named after. */
export function untestedRules(documents: Source[], tests: Source[]): string[] {
  const titles = tests.flatMap(({ text }) => [...text.matchAll(TITLE)].map(([, , title = '']) => title)).join('\n');
  const named = new Set([...titles.matchAll(NUMBER)].map(([number]) => number));
  return documents.flatMap(({ file, text }) =>
    [...text.matchAll(RULE)]
      .filter(([, rule = '', below]) => below !== '_Planned._' && !named.has(rule))
      .map(([, rule]) => `${file}: no test is named after ${rule}`),
  );
}

const MENTION = /\bdocs\/[\w./-]*\w\.\w+|\b(?:README|CHANGELOG|CONTRIBUTING)\.md\b/g;

/** Documents that are named and are not there. */
export function missingDocuments(sources: Source[], files: ReadonlySet<string>): string[] {
  return inLines(sources, (line) =>
    [...line.matchAll(MENTION)]
      .filter(([file]) => !files.has(file))
      .map(([file]) => `names ${file}, which is not there`),
  );
}

const LINK = /\]\(([^)\s]+)\)/g;

/** What git leaves in a file of which nobody has decided, also after a formatter took it for quotations. */
const UNDECIDED = /^(<{7}|>{7}|(> ){6}>)( |$)/;

/** Lines that a merge left behind. */
export const undecidedMerges = (sources: Source[]): string[] =>
  sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, i) => (UNDECIDED.test(line) ? [`${file}:${i + 1} is what a merge left behind`] : [])),
  );

/**
 * Links and images of documents that lead nowhere.
 *
 * @param files what a reader of the documents has; a link to anything else is broken for them
 */
export function brokenLinks(documents: Source[], files: ReadonlySet<string>): string[] {
  const anchors = new Map(documents.map(({ file, text }) => [file, anchorsOf(text)]));
  return documents.flatMap((document) =>
    inLines([document], (line) =>
      [...line.matchAll(LINK)].flatMap(([, link = '']) => {
        if (/^[a-z]+:/.test(link)) return [];
        const [to = '', anchor] = link.split('#');
        const file = to === '' ? document.file : path.posix.join(path.posix.dirname(document.file), to);
        if (!files.has(file)) return [`links to ${link}, which is not there`];
        const isThere = anchor === undefined || anchors.get(file)?.has(anchor);
        return isThere ? [] : [`links to ${link}, where nothing is called so`];
      }),
    ),
  );
}

/** What headings can be linked by, as GitHub and npm make it of their text. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutCode(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** A comment of a shell begins as a heading does. */
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '');

function inLines(sources: Source[], find: (line: string) => string[]): string[] {
  return sources.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) => find(line).map((finding) => `${file}:${index + 1} ${finding}`)),
  );
}
