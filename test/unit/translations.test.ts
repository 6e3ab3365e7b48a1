import fs from 'node:fs';
import path from 'node:path';

import { LANGUAGES } from '../../admin/translations';
import { ENTRY_TYPES, ROW_STATUSES } from '../../server/contract';
import { readSources } from '../style/sources';

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'admin/translations');

const readMessages = (file: string) =>
  JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as Record<string, string>;

const english = readMessages('en.json');
const files = fs.readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
const languages = files.filter((file) => file !== 'en.json');

/** The endings that keys put together at run time may have. */
const ENDINGS: Record<string, readonly string[]> = {
  'ledger.type.': ENTRY_TYPES,
  'ledger.status.': ROW_STATUSES,
  'ledger.column.': ['member', 'type', 'amount', 'currency', 'reason', 'lot', 'posted'],
};

/** The keys that the admin asks for, by `translate(…)` or `message(…)`. */
function usedKeys(): string[] {
  return readSources(ROOT, ['admin']).flatMap(({ text }) =>
    [...text.matchAll(/\b(?:translate|message)\(\s*(?:'([^']+)'|`([^`$]+)\$\{\w+\}`)/g)].flatMap(([, key, stem]) =>
      key !== undefined ? [key] : (ENDINGS[stem!] ?? [undefined]).map((ending) => `${stem}${ending}`),
    ),
  );
}

/** `{name}` and `{name, plural, …}`, at whatever depth. */
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name).sort();

describe('the sentences of the admin', () => {
  it('are all there in English, and no other', () => {
    expect([...new Set(usedKeys())].sort()).toEqual(Object.keys(english).sort());
  });

  it.each(languages)('are all there in %s, with the same blanks to fill in', (file) => {
    const other = readMessages(file);
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect([key, placeholders(other[key]!)]).toEqual([key, placeholders(text)]);
      expect(other[key]!.trim()).not.toBe('');
    }
  });

  it('reach Strapi in every language that there is a file for, and there is more than one', async () => {
    expect(languages).toContain('de.json');
    expect(
      Object.keys(LANGUAGES)
        .map((name) => `${name}.json`)
        .sort(),
    ).toEqual(files.sort());
    for (const file of files) expect(await LANGUAGES[file.replace('.json', '')]!()).toEqual(readMessages(file));
  });
});
