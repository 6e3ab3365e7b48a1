import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AffiliateComparisonEndpointTypes } from '../../../contract';
import { actorOf } from '../../../kernel';
import { administratorOf, adminAction, type AdminAction, fileAction, type HttpContext } from '../../../kernel/http';
import { compare, type CompareDependencies } from '../compare';
import { exportComparison, getComparison, listComparisonRows, listComparisons } from '../lists';
import { previewStatement } from '../preview-statement';
import { comparisonInput, comparisonList, comparisonRows, oneComparison, statementInput } from './validate';

/** Answers the page of comparisons in the admin panel. */
export const comparisonController = (
  deps: CompareDependencies,
): Record<keyof AffiliateComparisonEndpointTypes, AdminAction> => ({
  listAffiliateComparisons: adminAction('listAffiliateComparisons', comparisonList, (query) =>
    listComparisons(deps.db, query),
  ),
  compareAffiliateEvents: withFile(
    adminAction('compareAffiliateEvents', comparisonInput, ({ csv: text, fileName = null, ...asked }, ctx) =>
      compare(deps, { ...asked, text, fileName, actor: actorOf(administratorOf(ctx)) }),
    ),
  ),
  previewAffiliateStatement: adminAction('previewAffiliateStatement', statementInput, ({ csv, isCut }) =>
    previewStatement(csv, isCut),
  ),
  getAffiliateComparison: adminAction('getAffiliateComparison', oneComparison, ({ comparison }) =>
    getComparison(deps.db, comparison),
  ),
  listAffiliateComparisonRows: adminAction('listAffiliateComparisonRows', comparisonRows, (query) =>
    listComparisonRows(deps.db, query),
  ),
  exportAffiliateComparison: fileAction('exportAffiliateComparison', oneComparison, ({ comparison }) =>
    exportComparison(deps.db, comparison),
  ),
});

/** A file that came as a part of a form, where Strapi has put it. */
interface UploadedFile {
  readonly filepath: string;
}

type FormContext = HttpContext & {
  readonly request: { body?: unknown; readonly files?: Readonly<Record<string, UploadedFile | UploadedFile[]>> };
};

/**
 * A file is larger than the JSON that Strapi reads, so it may come as the part `csv` of a form, whose part `input` has the rest as
 * JSON. It is read from where Strapi has put it, and removed.
 */
function withFile(action: AdminAction): AdminAction {
  return async (ctx) => {
    const { request } = ctx as FormContext;
    const file = [request.files?.csv ?? []].flat()[0];
    if (!file) return action(ctx);
    try {
      const { input } = (request.body ?? {}) as { readonly input?: unknown };
      request.body = { ...inputOf(input), csv: chunksOf(file.filepath) };
      await action(ctx);
    } finally {
      await rm(file.filepath, { force: true });
    }
  };
}

/** Opened once it is read: whatever is refused before leaves nothing open. */
async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file) as AsyncIterable<Uint8Array>;
}

/** What is no JSON is nothing, of which the first field is missed. */
function inputOf(input: unknown): object {
  try {
    return JSON.parse(String(input)) as object;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
