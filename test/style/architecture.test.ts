/** The rules of the architecture, checked: first that every rule can fail, on sources made up here; then that the real ones keep it. */
import fs from 'node:fs';
import path from 'node:path';

import {
  circlesBetweenRooms,
  forbiddenImports,
  importsBetweenPages,
  ledgerTablesElsewhere,
  namelessFiles,
  outgrownFiles,
  sqlOutsideStores,
  switchedOffTests,
  undeclaredPackages,
} from './rules';
import { readSources, type Source } from './sources';

const ROOT = path.resolve(__dirname, '../..');
const LINES = 400;

const plugin = readSources(ROOT, ['server', 'admin']);
const everything = [
  ...plugin,
  ...readSources(ROOT, ['test', 'bench', 'playground/src', 'playground/config', 'playground/site']),
];

const source = (file: string, text = ''): Source => ({ file, text });

describe('rooms import only what the table of rooms allows', () => {
  const rooms = ['contract', 'kernel', 'ledger', 'members', 'reports', 'site', 'tasks'].map((room) =>
    source(`server/${room}/index.ts`),
  );
  const findings = (file: string, text: string) => forbiddenImports([...rooms, source(file, text)]);

  it.each([
    ['the contract imports a room', 'server/contract/limits.ts', "import { x } from '../kernel/ids';"],
    ['the kernel imports the ledger', 'server/kernel/clock.ts', "import { x } from '../ledger';"],
    ['the ledger imports a feature', 'server/ledger/post.ts', "import type { Tier } from '../members';"],
    ['a feature reaches past an index', 'server/members/tiers.ts', "import { x } from '../ledger/store';"],
    ['members know the reports about them', 'server/members/list.ts', "import { x } from '../reports';"],
    ['a room re-exports another one', 'server/ledger/index.ts', "export * from '../members';"],
    ['a room loads another one late', 'server/ledger/late.ts', "const x = import('../members');"],
    ['the site reaches a store', 'server/site/me.ts', "import { x } from '../members/store';"],
    ['the admin imports the ledger', 'admin/pages/Ledger.tsx', "import { x } from '../../server/ledger';"],
    ['a room imports what composes it', 'server/members/index.ts', "import { config } from '../config';"],
    ['a room is not in the table', 'server/misc/index.ts', ''],
  ])('fails when %s', (_, file, text) => {
    expect(findings(file, text)).toHaveLength(1);
  });

  it.each([
    ['server/ledger/post.ts', "import { x } from '../kernel/ids'; import { y } from './store';"],
    ['server/members/tiers.ts', "import { x } from '../ledger'; import { y } from 'zod';"],
    ['admin/pages/Ledger.tsx', "import { x } from '../../server/contract/limits'; import { y } from '../ui/Pill';"],
    ['server/index.ts', "import { x } from './ledger';"],
  ])('lets %s through', (file, text) => {
    expect(findings(file, text)).toEqual([]);
  });

  it('holds in the plugin', () => {
    expect(forbiddenImports(plugin)).toEqual([]);
  });
});

describe('no page of the admin imports from another one', () => {
  const findings = (file: string, text: string) => importsBetweenPages([source(file, text)]);

  it.each([
    ['a cell', 'admin/pages/entry/Story.tsx', "import { Amount } from '../ledger/AmountCell';"],
    ['a type', 'admin/pages/members/detail/Holds.tsx', "import type { Fact } from '../../entry/Facts';"],
    ['what is loaded late', 'admin/pages/tasks/TasksPage.tsx', "const x = import('../bulk/BulkPage');"],
  ])('fails at %s', (_, file, text) => {
    expect(findings(file, text)).toHaveLength(1);
  });

  it.each([
    ['its own files', 'admin/pages/members/detail/Holds.tsx', "import { x } from '../list';"],
    ['what pages share', 'admin/pages/members/list.tsx', "import { x } from '../../ui/list/column';"],
    ['what composes them', 'admin/pages/App.tsx', "import { x } from './members/MembersPage';"],
  ])('lets %s through', (_, file, text) => {
    expect(findings(file, text)).toEqual([]);
  });

  it('holds in the plugin', () => {
    expect(importsBetweenPages(plugin)).toEqual([]);
  });
});

describe('rooms form no circle', () => {
  it('fails when two features import each other through a third', () => {
    const circle = [
      source('server/members/index.ts', "import '../earning';"),
      source('server/earning/index.ts', "import '../adjustments';"),
      source('server/adjustments/index.ts', "import '../members';"),
    ];
    expect(circlesBetweenRooms(circle)).toEqual(['members → earning → adjustments → members']);
    expect(circlesBetweenRooms(circle.slice(1))).toEqual([]);
  });

  it('holds in the plugin', () => {
    expect(circlesBetweenRooms(plugin)).toEqual([]);
  });
});

describe('SQL stands in stores', () => {
  it.each([
    ["knex.raw('1')", 'a raw statement'],
    ["trx('lots').select('id')", 'a query builder'],
    ['const q = `UPDATE ${table} SET amount = 1`;', 'SQL in a template'],
    ["const q = 'SELECT id FROM lots';", 'SQL in a string'],
  ])('fails at %s: %s', (text) => {
    expect(sqlOutsideStores([source('server/ledger/post.ts', text)])).not.toEqual([]);
    for (const store of [
      'ledger/store.ts',
      'ledger/lot-store.ts',
      'ledger/schema.ts',
      'kernel/lock.ts',
      'ledger/store/lots.ts',
    ]) {
      expect(sqlOutsideStores([source(`server/${store}`, text)])).toEqual([]);
    }
  });

  it('leaves prose and arrays alone', () => {
    const text =
      "// Select a lot from the oldest.\nconst x = Array.from(y); const z = 'Update the level, then set it';";
    expect(sqlOutsideStores([source('server/ledger/post.ts', text)])).toEqual([]);
  });

  it('holds in the plugin', () => {
    expect(sqlOutsideStores(plugin)).toEqual([]);
  });
});

describe("the ledger's tables are read in the ledger's stores, in integrity and in reports", () => {
  it.each([
    ["db('rewards_lots').select('id')", 'a name'],
    ["db.raw('SELECT 1 FROM rewards_ledger_entries e')", 'a name within SQL'],
    ['db(TABLES.holds).select()', 'a constant'],
  ])('fails at %s: %s', (text) => {
    for (const file of ['members/member-store.ts', 'ledger/balance.ts', 'expiry/warning-store.ts', 'guards.ts']) {
      expect(ledgerTablesElsewhere([source(`server/${file}`, text)])).toHaveLength(1);
    }
    for (const file of ['ledger/store/lot-store.ts', 'integrity/store/check-store.ts', 'reports/due/due-store.ts']) {
      expect(ledgerTablesElsewhere([source(`server/${file}`, text)])).toEqual([]);
    }
  });

  it('holds in the plugin', () => {
    expect(ledgerTablesElsewhere(plugin)).toEqual([]);
  });
});

describe('files are named after what they hold', () => {
  it('fails at a file or folder called utils or helpers', () => {
    const names = ['server/kernel/utils.ts', 'admin/utils/money.ts', 'test/helpers.test.ts', 'server/util/index.ts'];
    expect(namelessFiles(names.map((name) => source(name)))).toHaveLength(names.length);
    expect(namelessFiles([source('server/kernel/ids.ts')])).toEqual([]);
  });

  it('holds everywhere', () => {
    expect(namelessFiles(everything)).toEqual([]);
  });
});

describe(`files stay under ${LINES} lines`, () => {
  it('fails one line above', () => {
    expect(outgrownFiles([source('server/a.ts', 'x\n'.repeat(LINES + 1))], LINES)).toHaveLength(1);
    expect(outgrownFiles([source('server/a.ts', 'x\n'.repeat(LINES))], LINES)).toEqual([]);
  });

  it('holds in the plugin', () => {
    expect(outgrownFiles(plugin, LINES)).toEqual([]);
  });
});

describe('no test is switched off', () => {
  // Put together here, so that this file does not find itself.
  it.each(['it.on' + 'ly(', 'describe.sk' + 'ip(', 'it.concurrent.on' + 'ly(', 'x' + 'it(', 'test.to' + 'do('])(
    'fails at %s',
    (call) => {
      expect(switchedOffTests([source('test/a.test.ts', `${call}'a', () => {});`)])).toHaveLength(1);
    },
  );

  it('holds everywhere', () => {
    expect(switchedOffTests(everything)).toEqual([]);
  });
});

describe('packages come from dependencies or peers', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
  };
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)];

  it('fails when a development package is imported for more than its types', () => {
    const at = (text: string) => undeclaredPackages([source('server/a.ts', text)], declared);
    expect(at("import { errors } from '@strapi/database';")).toHaveLength(1);
    expect(at("import type { Core } from '@strapi/types';")).toEqual([]);
    expect(at("import { Page } from '@strapi/strapi/admin'; import fs from 'node:fs';")).toEqual([]);
  });

  it('holds in the plugin', () => {
    expect(undeclaredPackages(plugin, declared)).toEqual([]);
  });
});
