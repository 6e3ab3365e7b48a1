/** Reads sources the way the style test needs them: by name, text and what they import. */
import fs from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

export interface Source {
  /** Relative to the repository, with slashes: `server/ledger/post.ts`. */
  file: string;
  text: string;
}

const CODE = /\.tsx?$/;

export function readSources(root: string, folders: string[], kind: RegExp = CODE): Source[] {
  return folders.flatMap((folder) => {
    const start = path.join(root, folder);
    if (!fs.existsSync(start)) return [];
    return fs
      .readdirSync(start, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && kind.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({
        file: path.relative(root, file).split(path.sep).join('/'),
        text: fs.readFileSync(file, 'utf8'),
      }));
  });
}

/** The files and packages that a source names in `import`, `export … from` and `import()`, types included. */
export function importsOf(source: Source): string[] {
  return ts
    .preProcessFile(source.text, true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.')
        ? path.posix.normalize(path.posix.join(path.posix.dirname(source.file), fileName))
        : fileName,
    );
}
