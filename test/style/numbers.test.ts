/** Numbers, names and links of documents: first that every rule can fail, on sources made up here; then that the real ones keep it. */
import fs from 'node:fs';
import path from 'node:path';

import {
  brokenLinks,
  definedNumbers,
  missingDocuments,
  numbersDefinedTwice,
  undecidedMerges,
  undefinedNumbers,
  untestedRules,
} from './documents';
import { readSources, type Source } from './sources';

const ROOT = path.resolve(__dirname, '../..');
const CODE = /\.([cm]?js|tsx?)$/;

const read = (file: string): Source => ({ file, text: fs.readFileSync(path.join(ROOT, file), 'utf8') });
const source = (file: string, text: string): Source => ({ file, text });

const documents = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'].map(read),
  ...readSources(ROOT, ['docs'], /\.md$/),
];
const code = readSources(
  ROOT,
  ['server', 'admin', 'test', 'bench', 'scripts', 'playground/src', 'playground/config', 'playground/site'],
  CODE,
);
// These two make documents up.
const mentions = [...documents, ...code.filter(({ file }) => !file.startsWith('test/style/'))];

/** The files that somebody has who installed the package. */
function packedFiles(): Set<string> {
  const { files } = JSON.parse(read('package.json').text) as { files: string[] };
  const packed = ['README.md', 'LICENSE', 'package.json', ...files].flatMap((entry) => {
    const start = path.join(ROOT, entry);
    if (!fs.existsSync(start)) return [];
    if (fs.statSync(start).isFile()) return [entry];
    const inside = fs.readdirSync(start, { withFileTypes: true, recursive: true }).filter((one) => one.isFile());
    return inside.map((one) => path.relative(ROOT, path.join(one.parentPath, one.name)).split(path.sep).join('/'));
  });
  return new Set(packed);
}

describe('every number is defined, once', () => {
  const defined = definedNumbers([source('docs/a.md', '## L1 Amounts\n\n- **B7** Filters.\n  - **B8** More.\n')]);

  it('knows a definition from a mention', () => {
    expect([...defined]).toEqual(['L1', 'B7', 'B8']);
    expect([...definedNumbers([source('docs/a.md', 'As L2 says.\n\n- B9 is to come.\n')])]).toEqual([]);
  });

  it('fails at a number that is not defined, and says where', () => {
    const findings = undefinedNumbers([source('server/a.ts', '/** L1. */\n/** B7, L2 to L9. */')], defined);
    expect(findings).toEqual([
      'server/a.ts:2 names L2, which no document defines',
      'server/a.ts:2 names L9, which no document defines',
    ]);
  });

  it('leaves alone what is no number of ours', () => {
    const text = "const at = 'T20:00'; const hash = 'MD5'; const key = 'L1x'; const no = 'E00021';";
    expect(undefinedNumbers([source('server/a.ts', text)], defined)).toEqual([]);
  });

  it('fails at a number that is defined twice', () => {
    expect(numbersDefinedTwice([source('docs/a.md', '## L1 One\n\n- **L1** Two'), source('docs/b.md', '')])).toEqual([
      'L1 is defined twice',
    ]);
  });

  it('holds in the repository', () => {
    const ours = definedNumbers(documents);
    expect(numbersDefinedTwice(documents)).toEqual([]);
    expect(undefinedNumbers(mentions, ours)).toEqual([]);
    // The families, whole: L to V are the rules, the others the requirements.
    const wanted = { A: 16, B: 20, C: 14, D: 12, E: 24, F: 18, L: 44, Q: 5, S: 8, V: 12 };
    const all = Object.entries(wanted).flatMap(([family, most]) =>
      Array.from({ length: most }, (_, i) => `${family}${i + 1}`),
    );
    expect([...ours].sort()).toEqual(all.sort());
  });
});

describe('a rule that is built has a test named after it', () => {
  const rules = [
    source('docs/a.md', '## L1 One\n\nText.\n\n### L2 Two\n\n_Planned._ Text.\n\n## Three\n\n- **B1** Text.'),
  ];

  it('fails at a rule that is only mentioned', () => {
    const tests = [source('test/a.test.ts', "// L1.\nit('names L2', () => { L1; });")];
    expect(untestedRules(rules, tests)).toEqual(['docs/a.md: no test is named after L1']);
  });

  it.each(["it('L1 …'", 'describe("L1 …"', 'it.each(CASES)(`L1 …`', "describeOnEveryEngine('L1 …'"])(
    'lets %s through',
    (title) => {
      expect(untestedRules(rules, [source('test/a.test.ts', `${title}, () => {});`)])).toEqual([]);
    },
  );

  it('holds in the repository', () => {
    const tests = code.filter(({ file }) => file.startsWith('test/') && !file.startsWith('test/style/'));
    expect(untestedRules(documents, tests)).toEqual([]);
  });
});

describe('documents that are named are there', () => {
  const files = new Set(['docs/semantics.md', 'README.md']);

  it.each(['docs/ledger.md', 'docs/images/gone.png', 'CONTRIBUTING.md'])('fails at %s', (name) => {
    expect(missingDocuments([source('server/a.ts', `// See ${name}.`)], files)).toEqual([
      `server/a.ts:1 names ${name}, which is not there`,
    ]);
  });

  it('lets those through that are', () => {
    const text = '// `docs/semantics.md` says so, and README.md. Content of docs/ is prose.';
    expect(missingDocuments([source('server/a.ts', text)], files)).toEqual([]);
  });

  it('holds in the repository', () => {
    expect(missingDocuments(mentions, packedFiles())).toEqual([]);
  });
});

describe('nothing is left of a merge', () => {
  it.each(['<<<<<<< HEAD', '>>>>>>> other', '> > > > > > > other'])('fails at %s', (mark) => {
    expect(undecidedMerges([source('docs/a.md', `Text.\n\n${mark}\n`)])).toEqual([
      'docs/a.md:3 is what a merge left behind',
    ]);
  });

  it('lets quotations through', () => {
    expect(undecidedMerges([source('docs/a.md', '> A quotation.\n> > In it another one.\n')])).toEqual([]);
  });

  it('holds in the repository', () => {
    expect(undecidedMerges(mentions)).toEqual([]);
  });
});

describe('links of documents lead somewhere, also in the package', () => {
  const files = new Set(['README.md', 'docs/a.md', 'docs/images/a.png']);
  const broken = (text: string) => brokenLinks([source('README.md', '# Top\n'), source('docs/a.md', text)], files);

  it.each([
    ['[a file](gone.md)', 'links to gone.md, which is not there'],
    ['![a picture](images/gone.png)', 'links to images/gone.png, which is not there'],
    ['[what is not packed](../server/index.ts)', 'links to ../server/index.ts, which is not there'],
    ['[a heading](#gone)', 'links to #gone, where nothing is called so'],
    ['[a heading elsewhere](../README.md#gone)', 'links to ../README.md#gone, where nothing is called so'],
    ['```sh\n# gone\n```\n[a comment of a shell](#gone)', 'links to #gone, where nothing is called so'],
  ])('fails at %j', (text, finding) => {
    expect(broken(text)).toEqual([`docs/a.md:${text.split('\n').length} ${finding}`]);
  });

  it('lets those through that do', () => {
    const links =
      '[a](a.md) ![b](images/a.png) [c](../README.md#top) [d](#l1-its-name-its-corners) [e](https://example.com)';
    expect(broken(`## L1 Its \`name\`, its corners\n\n${links}`)).toEqual([]);
  });

  it('holds in the repository', () => {
    expect(brokenLinks(documents, packedFiles())).toEqual([]);
  });
});
