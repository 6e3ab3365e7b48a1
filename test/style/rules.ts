/**
 * The rules of the architecture as pure functions over sources: each returns its findings as sentences, none when all is well.
 * A room is a folder of server/; the admin is one room.
 */
import ts from 'typescript';

import { importsOf, type Source } from './sources';

const BASE = ['contract', 'kernel'];
const GROUND = [...BASE, 'ledger', 'currencies', 'tasks'];
const MIDDLE = ['integrity', 'expiry', 'members'];
const FEATURES = ['adjustments', 'redemption', 'earning', 'reconciliation', 'club', 'affiliates'];

/** Which rooms a room may import, by the table of the architecture. */
const MAY_IMPORT: Record<string, string[]> = {
  contract: [],
  kernel: ['contract'],
  ledger: BASE,
  currencies: BASE,
  tasks: BASE,
  outbox: BASE,
  ...Object.fromEntries(MIDDLE.map((room) => [room, GROUND])),
  reports: [...BASE, 'ledger', 'currencies', 'members', 'integrity'],
  ...Object.fromEntries(FEATURES.map((room) => [room, [...GROUND, ...MIDDLE, 'reports', ...FEATURES]])),
  credentials: [...BASE, 'members'],
  site: [...GROUND, ...MIDDLE, 'reports', ...FEATURES, 'credentials'],
  'first-steps': [...GROUND, 'members'],
  admin: ['contract'],
};

/** These are open floors: any of their files may be imported. Every other room is entered through its `index`. */
const OPEN = new Set(['contract', 'kernel']);

/** `server/index.ts` and the lifecycle beside it belong to no room: they compose all of them. */
export function roomOf(file: string): string | undefined {
  const [half, room, rest] = file.split('/');
  if (half === 'admin') return 'admin';
  return half === 'server' && rest !== undefined ? room : undefined;
}

/** A folder of server/ imported as such is its room's index. */
function targetOf(imported: string): { room: string; part: string } | undefined {
  const [half, room, ...rest] = imported.split('/');
  if (half === 'admin') return { room: 'admin', part: 'index' };
  if (half !== 'server' || room === undefined) return undefined;
  return { room, part: rest.join('/').replace(/\.tsx?$/, '') || 'index' };
}

export function forbiddenImports(sources: Source[]): string[] {
  const rooms = new Set(sources.map(({ file }) => roomOf(file)).filter((room) => room !== undefined));
  return sources.flatMap((source) => {
    const from = roomOf(source.file);
    if (from === undefined) return [];
    const allowed = MAY_IMPORT[from];
    if (!allowed) return [`${source.file}: the room "${from}" is not in the table of rooms`];
    return importsOf(source).flatMap((imported) => {
      const target = targetOf(imported);
      if (!target || target.room === from) return [];
      // What composes the rooms may not be imported from inside one of them.
      if (!rooms.has(target.room)) return [`${source.file} imports ${imported}, which is no room`];
      if (!allowed.includes(target.room))
        return [`${source.file} imports ${imported}: ${from} may not know ${target.room}`];
      if (!OPEN.has(target.room) && target.part !== 'index')
        return [`${source.file} imports ${imported}: not its index`];
      return [];
    });
  });
}

/** The folder of `admin/pages` that a file is of; what composes the pages is of none. */
const pageOf = (file: string): string | undefined => /^admin\/pages\/([^/]+)\/./.exec(file)?.[1];

/** What two pages share belongs to `admin/ui`: a page can then be changed, or go, without a look at the others. */
export function importsBetweenPages(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const page = pageOf(source.file);
    if (page === undefined) return [];
    return importsOf(source)
      .filter((imported) => ![undefined, page].includes(pageOf(imported)))
      .map((imported) => `${source.file} imports ${imported}, of another page`);
  });
}

export function circlesBetweenRooms(sources: Source[]): string[] {
  const knows = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = roomOf(source.file);
    if (from === undefined) continue;
    const targets = knows.get(from) ?? new Set<string>();
    knows.set(from, targets);
    for (const imported of importsOf(source)) {
      const room = targetOf(imported)?.room;
      if (room !== undefined && room !== from) targets.add(room);
    }
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (room: string, trail: string[]): void => {
    if (trail.includes(room)) {
      circles.push([...trail.slice(trail.indexOf(room)), room].join(' → '));
      return;
    }
    if (done.has(room)) return;
    for (const next of knows.get(room) ?? []) walk(next, [...trail, room]);
    done.add(room);
  };
  for (const room of knows.keys()) walk(room, []);
  return circles;
}

const BUILDER_CALL = /\.(raw|select|insert|whereIn|whereRaw|forUpdate|onConflict|truncate|from|into)$/;
const SQL =
  /\b(SELECT\s[\s\S]*\sFROM|INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CREATE\s+(TABLE|TRIGGER|INDEX|UNIQUE)|ALTER\s+TABLE|DROP\s+(TABLE|TRIGGER|INDEX))\b/;
/** `Array.from`, `Buffer.from` and their like are no queries. */
const NO_QUERY = /^(Array|Buffer|Object|Map|Set|Uint8Array|Readable|Decimal)\.from$/;

/** Where SQL may stand: stores, schemas, the kernel, and a folder named store. */
export function isStore(file: string): boolean {
  return /(^|\/)(store[^/]*|[^/]*-store|schema[^/]*)\.ts$/.test(file) || /^server\/kernel\/|\/store\//.test(file);
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText() : undefined;
}

export function sqlOutsideStores(sources: Source[]): string[] {
  return sources
    .filter(({ file }) => file.startsWith('server/') && !isStore(file))
    .flatMap(({ file, text }) => {
      const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const findings: string[] = [];
      const visit = (node: ts.Node): void => {
        const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
        const literal = textOf(node);
        if (literal !== undefined && SQL.test(literal)) findings.push(`${file}:${line} holds SQL`);
        if (ts.isCallExpression(node)) {
          const called = node.expression.getText();
          if (BUILDER_CALL.test(called) && !NO_QUERY.test(called)) findings.push(`${file}:${line} builds a query`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
      return findings;
    });
}

/** The ledger's own tables; what stands in them is read and written by SQL in three places alone. */
const LEDGER_TABLE = /\brewards_(ledger_entries|allocations|accounts|lots|holds|open_items)\b/;
const MAY_NAME_LEDGER_TABLES = /^server\/(ledger\/(schema\.ts|store\/)|integrity\/|reports\/)/;

/** A file that names a table of the ledger, or gets one from it, outside `ledger/store`, `integrity` and `reports`. */
export function ledgerTablesElsewhere(sources: Source[]): string[] {
  return sources
    .filter(({ file }) => file.startsWith('server/') && !MAY_NAME_LEDGER_TABLES.test(file))
    .flatMap(({ file, text }) => {
      const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      const findings: string[] = [];
      const visit = (node: ts.Node): void => {
        const literal = textOf(node);
        if (literal !== undefined && LEDGER_TABLE.test(literal)) findings.push(`${file} names a table of the ledger`);
        if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'TABLES') {
          findings.push(`${file} uses ${node.getText()}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(tree);
      return findings;
    });
}

export function namelessFiles(sources: Source[]): string[] {
  return sources
    .filter(({ file }) => /(^|\/)(utils?|helpers?)(\/|\.[^/]*$)/.test(file))
    .map(({ file }) => `${file}: name it after the idea that it holds`);
}

export function outgrownFiles(sources: Source[], limit: number): string[] {
  return sources
    .map(({ file, text }) => ({ file, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > limit)
    .map(({ file, lines }) => `${file} has ${lines} lines, ${limit} are the limit`);
}

export function switchedOffTests(sources: Source[]): string[] {
  return sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .flatMap((line, index) =>
        /\b(it|test|describe)(\.\w+)*\.(only|skip|todo)\b|\b[xf](it|describe|test)\(/.test(line)
          ? [`${file}:${index + 1} is switched off or runs alone`]
          : [],
      ),
  );
}

/** A package that is only there for development would be bundled into the plugin or be missing where it is installed. */
export function undeclaredPackages(sources: Source[], declared: string[]): string[] {
  const isDeclared = (name: string) => declared.some((one) => name === one || name.startsWith(`${one}/`));
  return sources.flatMap((source) => {
    const tree = ts.createSourceFile(source.file, source.text, ts.ScriptTarget.Latest, true);
    return tree.statements.flatMap((statement) => {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
      const from = statement.moduleSpecifier;
      if (!from || !ts.isStringLiteral(from)) return [];
      const typesOnly = ts.isImportDeclaration(statement)
        ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
        : statement.isTypeOnly;
      if (typesOnly || from.text.startsWith('.') || from.text.startsWith('node:') || isDeclared(from.text)) return [];
      return [`${source.file} imports ${from.text}, which is neither a dependency nor a peer`];
    });
  });
}
