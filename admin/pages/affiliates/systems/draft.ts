import {
  AFFILIATE_LIMITS,
  type AffiliateLedgerRule,
  type AffiliateRequestInput,
  type AffiliateSuccessTest,
  type AffiliateSystemDetailDto,
  type AffiliateSystemInput,
  type AffiliateTemplate,
  type EntryType,
} from '../../../../server/contract';
import { readSchedule, writeSchedule } from './schedule-text';

export interface RuleDraft {
  readonly type: string;
  readonly currency: string;
  readonly entryTypes: readonly EntryType[];
  readonly source: string;
  readonly rule: string;
}

/** What stands in the form: figures and lists as they are typed. */
export interface SystemDraft {
  readonly code: string;
  readonly name: string;
  readonly method: AffiliateTemplate['method'];
  readonly url: string;
  readonly headers: AffiliateTemplate['headers'];
  readonly bodyFormat: AffiliateTemplate['bodyFormat'];
  readonly body: string;
  readonly timeoutMs: string;
  /** "5 s, 5 min"; empty: the standard one. */
  readonly schedule: string;
  readonly isNeverRetried: boolean;
  readonly ratePerMinute: string;
  readonly concurrency: string;
  readonly successBy: AffiliateSuccessTest['by'];
  readonly successText: string;
  readonly successPath: string;
  readonly successEquals: string;
  readonly signed: boolean;
  /** Parted by commas; empty: all. */
  readonly types: string;
  readonly corrections: boolean;
  readonly ledgerRules: readonly RuleDraft[];
  /** Of which system this was made. */
  readonly version: string;
}

export const NEW_RULE: RuleDraft = { type: '', currency: '', entryTypes: ['grant'], source: '', rule: '' };

export const EMPTY: SystemDraft = {
  ...{ code: '', name: '', method: 'POST', url: '', headers: [], bodyFormat: 'json', body: '{payload}' },
  timeoutMs: String(AFFILIATE_LIMITS.timeoutMs.standard),
  ...{ schedule: '', isNeverRetried: false, ratePerMinute: '' },
  concurrency: String(AFFILIATE_LIMITS.concurrency.standard),
  ...{ successBy: 'status', successText: '', successPath: '', successEquals: '' },
  ...{ signed: false, types: '', corrections: false, ledgerRules: [], version: '' },
};

export function draftOf({ code, name, settings, version }: AffiliateSystemDetailDto): SystemDraft {
  const { template, success, schedule, types, ratePerMinute } = settings;
  return {
    ...{ code, name, version, ...template },
    timeoutMs: String(settings.timeoutMs),
    schedule: writeSchedule(schedule ?? []),
    isNeverRetried: schedule?.length === 0,
    ratePerMinute: ratePerMinute === null ? '' : String(ratePerMinute),
    concurrency: String(settings.concurrency),
    successBy: success.by,
    successText: success.by === 'text' ? success.text : '',
    successPath: success.by === 'field' ? success.path : '',
    successEquals: success.by === 'field' ? success.equals : '',
    ...{ signed: settings.signed, corrections: settings.corrections },
    types: (types ?? []).join(', '),
    ledgerRules: settings.ledgerRules.map(ruleDraftOf),
  };
}

const ruleDraftOf = ({ type, currency, entryTypes, source, rule }: AffiliateLedgerRule): RuleDraft => ({
  ...{ type, currency, entryTypes },
  ...{ source: source ?? '', rule: rule ?? '' },
});

/** What a request is made of; figures that are none yet are left to their defaults. */
export function requestOf(draft: SystemDraft, code: string | undefined, event: string): AffiliateRequestInput {
  const timeoutMs = numberIn(draft.timeoutMs);
  return {
    ...(code !== undefined && { code }),
    ...{ template: templateOf(draft), signed: draft.signed, success: successOf(draft), event },
    ...(isTimeout(timeoutMs) && { timeoutMs }),
  };
}

const { least, most } = AFFILIATE_LIMITS.timeoutMs;
const isTimeout = (value: number): boolean => Number.isInteger(value) && value >= least && value <= most;

/** The system as it is to be. What cannot be read as a number is sent as none, for the server to refuse it. */
export function inputOf(draft: SystemDraft): AffiliateSystemInput {
  return {
    code: draft.code.trim(),
    name: draft.name.trim(),
    template: templateOf(draft),
    timeoutMs: numberIn(draft.timeoutMs),
    schedule: draft.isNeverRetried ? [] : draft.schedule.trim() === '' ? null : readSchedule(draft.schedule),
    ratePerMinute: draft.ratePerMinute.trim() === '' ? null : numberIn(draft.ratePerMinute),
    concurrency: numberIn(draft.concurrency),
    success: successOf(draft),
    ...{ signed: draft.signed, corrections: draft.corrections },
    types: draft.types.trim() === '' ? null : listIn(draft.types),
    ledgerRules: draft.ledgerRules.map(({ source, rule, ...rest }) => ({
      ...rest,
      source: source.trim() || null,
      rule: rule.trim() || null,
    })),
  };
}

const templateOf = ({ method, url, headers, bodyFormat, body }: SystemDraft): AffiliateTemplate => ({
  ...{ method, url: url.trim(), headers, bodyFormat },
  body: bodyFormat === 'none' ? '' : body,
});

function successOf({ successBy, successText, successPath, successEquals }: SystemDraft): AffiliateSuccessTest {
  if (successBy === 'text') return { by: 'text', text: successText };
  if (successBy === 'field') return { by: 'field', path: successPath.trim(), equals: successEquals };
  return { by: 'status' };
}

const numberIn = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : -1);

const listIn = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
