import fs from 'node:fs';
import path from 'node:path';

import { LANGUAGES } from '../../admin/translations';
import { LEDGER_STEPS, SETTLED } from '../../admin/pages/redemptions/standing';
import { TEXTS } from '../../admin/pages/members/edit/draft';
import { SECTIONS } from '../../admin/permissions';
import { AMOUNT_PROBLEMS } from '../../admin/ui/amount';
import { CONDITION_GROUPS, CONDITION_OPS } from '../../admin/ui/mission/conditions';
import {
  CLUB_EVENT_STATUSES,
  HELD_REASONS,
  MISSION_OUTCOMES,
  PAYOUT_REASONS,
  PAYOUT_STATUSES,
  AFFILIATE_ACTS,
  AFFILIATE_ATTEMPT_OUTCOMES,
  AFFILIATE_COMPARISON_KINDS,
  AFFILIATE_EVENT_STATUSES,
  AFFILIATE_EVENT_TYPES,
  AFFILIATE_MACROS,
  AFFILIATE_MATCHES,
  AFFILIATE_REPORT_ACTS,
  DISCREPANCY_EVENTS,
  DISCREPANCY_FILTERS,
  DISCREPANCY_KINDS,
  DISCREPANCY_STATUSES,
  ENTRY_RELATIONS,
  ENTRY_TYPES,
  ERRORS,
  EVIDENCE_TITLES,
  FINDING_KINDS,
  FIRST_STEPS,
  HOLD_STATUSES,
  LEDGER_SEGMENTS,
  LEFT_ALONE_REASONS,
  MEMBERS_SETTINGS,
  MISSION_ACTS,
  MISSION_STATES,
  PERIODS,
  POOL_MOVES,
  RECONCILIATION_STATES,
  RECONCILIATION_STATUSES,
  RECONCILIATION_TYPES,
  REDEMPTION_STATUSES,
  REPAIRS,
  RESOLUTION_ACTIONS,
  ROW_STATUSES,
  SEVERITIES,
  SORT_ORDERS,
  TASK_NAMES,
  TASK_RUN_STATUSES,
  TASK_TRIGGERS,
  TASKS,
} from '../../server/contract';
import { readSources } from '../style/sources';

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'admin/translations');

const filesOf = (language: string) =>
  fs.readdirSync(path.join(FOLDER, language)).filter((file) => file.endsWith('.json'));

/** All sentences of a language; a key that stands in two files would be lost in one of them. */
function readMessages(language: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const file of filesOf(language)) {
    const text = fs.readFileSync(path.join(FOLDER, language, file), 'utf8');
    for (const [key, sentence] of Object.entries(JSON.parse(text) as Record<string, string>)) {
      if (key in all) throw new Error(`${key} stands twice in ${language}`);
      all[key] = sentence;
    }
  }
  return all;
}

/** The refusals stand in English in the contract, and are made into sentences of the admin from there. */
const REFUSALS = Object.fromEntries(Object.entries(ERRORS).map(([code, { message }]) => [`error.${code}`, message]));
const english = { ...readMessages('en'), ...REFUSALS };
const folders = fs
  .readdirSync(FOLDER, { withFileTypes: true })
  .filter((one) => one.isDirectory())
  .map(({ name }) => name);
const languages = folders.filter((language) => language !== 'en');

/** The endings that keys put together at run time may have. */
const ENDINGS: Record<string, readonly string[]> = {
  'affiliates.type.': AFFILIATE_EVENT_TYPES,
  'affiliates.status.': AFFILIATE_EVENT_STATUSES,
  'affiliates.related.': ['user', 'transaction', 'account', 'link'],
  'affiliates.series.': ['success', 'failed', 'open', 'cancelled'],
  'affiliates.outcome.': AFFILIATE_ATTEMPT_OUTCOMES,
  'affiliates.done.': AFFILIATE_ACTS,
  'affiliates.act.': AFFILIATE_REPORT_ACTS,
  'affiliates.act.chosen.': AFFILIATE_REPORT_ACTS,
  'affiliates.act.all.': AFFILIATE_REPORT_ACTS,
  'affiliates.act.title.': AFFILIATE_REPORT_ACTS,
  'affiliates.act.explanation.': AFFILIATE_REPORT_ACTS,
  'affiliates.act.able.': AFFILIATE_REPORT_ACTS,
  'affiliates.act.told.': AFFILIATE_REPORT_ACTS,
  'affiliates.unable.': [...AFFILIATE_EVENT_STATUSES.filter((one) => !['failed', 'retried'].includes(one)), 'missing'],
  'attention.affiliate-': ['pending', 'retried'],
  'affiliate-comparisons.kind.': AFFILIATE_COMPARISON_KINDS,
  'affiliate-comparisons.count.': AFFILIATE_COMPARISON_KINDS,
  'affiliate-comparisons.days.': ['order', 'many'],
  'affiliate-comparisons.about.': AFFILIATE_COMPARISON_KINDS,
  'affiliate-comparisons.empty.': AFFILIATE_COMPARISON_KINDS,
  'affiliate-comparisons.match.': AFFILIATE_MATCHES,
  'affiliate-comparisons.use.': ['id', 'amount', 'currency', 'status', 'date'],
  'affiliate-comparisons.map.': ['idColumn', 'amountColumn', 'currencyColumn', 'statusColumn', 'dateColumn'],
  'affiliate-systems.macro.': AFFILIATE_MACROS,
  'affiliate-systems.body.hint.': ['json', 'form'],
  'affiliate-systems.guard.': ['url', 'scheme', 'credentials', 'port', 'forbidden', 'not-allowed'],
  'affiliate-systems.rule.': ['type', 'currency', 'source', 'rule'],
  'affiliate-systems.secret.overlap.': ['none', 'hour', 'day', 'week', 'month'],
  'club.status.': CLUB_EVENT_STATUSES,
  'club.payout.': PAYOUT_STATUSES,
  'club.held.': HELD_REASONS,
  'club.reason.': PAYOUT_REASONS,
  'club.reason.short.': PAYOUT_REASONS,
  'club.series.': ['received', 'paid', 'pending', 'failed'],
  'club.progress.': ['nth', 'count', 'sum', 'streak'],
  'club.group.': ['all', 'any', 'none'],
  'club.said.': [...PAYOUT_STATUSES, ...MISSION_OUTCOMES.filter((outcome) => outcome !== 'fulfilled')],
  'first-steps.name.': FIRST_STEPS,
  'first-steps.about.': ['ranks', 'posting', 'team', 'tasks'],
  'first-steps.members.': MEMBERS_SETTINGS,
  'first-steps.who.': FIRST_STEPS,
  'list.order.': SORT_ORDERS,
  'ledger.type.': ENTRY_TYPES,
  'ledger.status.': ROW_STATUSES,
  'missions.state.': MISSION_STATES,
  'missions.act.': MISSION_ACTS,
  'missions.act.title.': MISSION_ACTS,
  'missions.act.explanation.': MISSION_ACTS,
  'missions.act.told.': MISSION_ACTS,
  'missions.op.': CONDITION_OPS,
  'missions.compare.': CONDITION_OPS,
  'missions.conditions.group.': CONDITION_GROUPS,
  'missions.reward.kind.': ['amount', 'share', 'badge'],
  'missions.frequency.kind.': ['each-time', 'once', 'nth'],
  'missions.goal.kind.': ['none', 'count', 'sum', 'streak'],
  'missions.period.': [...PERIODS, 'all'],
  'missions.cap.scope.': ['member', 'identifier', 'mission'],
  'missions.cap.by.': ['amount', 'count'],
  'missions.once.': [...PERIODS, 'all'],
  'missions.within.': [...PERIODS, 'all'],
  'missions.per.': [...PERIODS, 'all'],
  'missions.cap.member.': [...PERIODS, 'all'],
  'missions.streak.': PERIODS,
  'pools.move.': POOL_MOVES,
  'pools.act.': ['fund', 'withdraw'],
  'pools.title.': ['fund', 'withdraw'],
  'pools.explanation.': ['fund', 'withdraw'],
  'pools.told.': ['fund', 'withdraw'],
  'preview.': ['balance', 'held', 'available'],
  'section.': SECTIONS,
  'members.consent.': ['publicProfile', 'leaderboard', 'alias', 'notificationEmails'],
  'members.field.': TEXTS,
  'amount.': AMOUNT_PROBLEMS,
  'ledger.segment.': LEDGER_SEGMENTS,
  'health.kind.': FINDING_KINDS,
  'health.left-alone.': LEFT_ALONE_REASONS,
  'entry.relation.': ENTRY_RELATIONS,
  'entry.hold.status.': HOLD_STATUSES,
  'entry.hold.figure.': ['amount', 'captured', 'released', 'remaining'],
  'error.': Object.keys(ERRORS),
  'members.reconciled.': RECONCILIATION_STATES,
  'reconciliation.kind.': DISCREPANCY_KINDS,
  'reconciliation.meaning.': DISCREPANCY_KINDS,
  'reconciliation.severity.': SEVERITIES,
  'reconciliation.status.': DISCREPANCY_STATUSES,
  'reconciliation.filter.': DISCREPANCY_FILTERS,
  'reconciliation.run.status.': RECONCILIATION_STATUSES,
  'reconciliation.type.': RECONCILIATION_TYPES,
  'reconciliation.type.about.': RECONCILIATION_TYPES,
  'reconciliation.resolution.': RESOLUTION_ACTIONS,
  'reconciliation.event.': DISCREPANCY_EVENTS,
  'reconciliation.evidence.': EVIDENCE_TITLES,
  'reconciliation.suggestion.': REPAIRS,
  'redemptions.status.': REDEMPTION_STATUSES,
  'redemptions.told.': SETTLED,
  'redemptions.told-again.': SETTLED,
  'redemptions.entry.': LEDGER_STEPS,
  'chart.series.': ['issued', 'spent', 'expired'],
  'tasks.name.': TASK_NAMES,
  'tasks.about.': TASK_NAMES,
  'tasks.run.explanation.': TASK_NAMES,
  'tasks.status.': TASK_RUN_STATUSES,
  'tasks.trigger.': TASK_TRIGGERS,
  'tasks.count.': Object.values(TASKS).flatMap(({ counts }): readonly string[] => counts),
};

const CALL = /\b(?:translate|message)\(\s*(?:'([^']+)'|`([^`$]+)\$\{\w+\}`)/g;
/** What a list says of itself, as data. */
const WORD = /\b(?:label|all|placeholder|empty|noMatch|loading|failed): (?:'([^']+\.[^']+)'|`([^`$]+)\$\{\w+\}`)/g;

/** The keys that the admin asks for, by `translate(…)` or `message(…)`, or names in its lists. */
function usedKeys(): string[] {
  return readSources(ROOT, ['admin']).flatMap(({ text }) =>
    [...text.matchAll(CALL), ...text.matchAll(WORD)].flatMap(([, key, stem]) =>
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

  it.each(languages)('are all there in %s, with the same blanks to fill in', (language) => {
    const other = readMessages(language);
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(english)) {
      expect([key, placeholders(other[key]!)]).toEqual([key, placeholders(text)]);
      expect(other[key]!.trim()).not.toBe('');
    }
  });

  it('reach Strapi in every language that there is a file for, and there is more than one', async () => {
    expect(languages).toContain('de');
    expect(Object.keys(LANGUAGES).sort()).toEqual(folders.sort());
    for (const language of folders) {
      const own = language === 'en' ? [] : ['errors.json'];
      expect(filesOf(language)).toEqual([...filesOf('en'), ...own].sort());
      expect(await LANGUAGES[language]!()).toEqual(language === 'en' ? english : readMessages(language));
    }
  });
});
