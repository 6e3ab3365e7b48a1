import plugin from '../../server';
import {
  DEFAULT_EARNING,
  DISCREPANCY_KINDS,
  type DiscrepancyKind,
  isOfLedger,
  SEVERITIES,
} from '../../server/contract';
import { minor, type MinorUnits, readAccountId } from '../../server/kernel';
import type { AuditFinding } from '../../server/integrity';
import { readReconciliationSettings } from '../../server/reconciliation/settings';
import type { Discrepancy } from '../../server/reconciliation/discrepancy-store';
import { GONE, type Look, merge } from '../../server/reconciliation/merge';
import { closesByItself, severityOf, standingOf, suggestionFor } from '../../server/reconciliation/rules';

const { config } = plugin;

const SETTINGS = readReconciliationSettings(undefined);

const finding = (over: Partial<AuditFinding> = {}): AuditFinding => ({
  kind: 'balance_mismatch',
  accountId: readAccountId(7),
  member: 'ada',
  currency: 'points',
  scale: 2,
  field: 'balance',
  subject: null,
  expected: '1000',
  actual: '1100',
  difference: minor(100n),
  ...over,
});

describe('the setting reconciliation', () => {
  const complaintOf = (reconciliation: unknown): string => {
    try {
      config.validator({ earning: DEFAULT_EARNING, reconciliation });
    } catch (error) {
      return (error as Error).message;
    }
    return 'none';
  };

  it('alerts above ten, verifies the chain, mails nobody and repairs nothing by itself when nothing is set', () => {
    expect(SETTINGS).toMatchObject({ verifyChain: true, alertAbove: 10, recipients: [] });
    expect([...SETTINGS.autoResolve]).toEqual([]);
  });

  it('repairs all that a rebuild repairs, or some kinds, when told to', () => {
    const all = readReconciliationSettings({ autoResolve: true }).autoResolve;
    expect([...all]).toEqual(DISCREPANCY_KINDS.filter((kind) => !isOfLedger(kind)));
    expect([...readReconciliationSettings({ autoResolve: ['tier_mismatch'] }).autoResolve]).toEqual(['tier_mismatch']);
    expect([...readReconciliationSettings({ autoResolve: false }).autoResolve]).toEqual([]);
  });

  it.each([
    [[], /^reconciliation /],
    [{ alertAbove: -1 }, /^reconciliation\.alertAbove must be a whole number from 0/],
    [{ alertAbove: 1.5 }, /^reconciliation\.alertAbove must be a whole number from 0/],
    [{ recipients: 'ops@x.example' }, /^reconciliation\.recipients must be a list of mail addresses/],
    [{ recipients: ['nobody'] }, /^reconciliation\.recipients\.0 must be a mail address/],
    [{ autoResolve: ['chain_break'] }, /^reconciliation\.autoResolve/],
    [{ verifyChain: 'yes' }, /^reconciliation\.verifyChain must be true or false/],
    [{ severity: { balanceHighAbove: 1000 } }, /^reconciliation\.severity\.balanceHighAbove must be a decimal string/],
    [
      { severity: { kinds: { tier_mismatch: 'bad' } } },
      /^reconciliation\.severity\.kinds\.tier_mismatch must be one of/,
    ],
    [{ severity: { kinds: { nope: 'low' } } }, /^reconciliation\.severity\.kinds/],
    [{ often: true }, /^reconciliation\.often is no setting/],
  ])('refuses %j with a sentence', (setting, sentence) => {
    expect(complaintOf(setting)).toMatch(sentence);
  });
});

describe('how grave a finding is (D5)', () => {
  const severity = (difference: bigint, scale: number, balanceHighAbove = '1000') =>
    severityOf(finding({ difference: minor(difference), scale }), {
      ...SETTINGS.severity,
      balanceHighAbove,
    });

  it.each([
    [100_000n, 2, 'medium'],
    [100_001n, 2, 'high'],
    [-100_001n, 2, 'high'],
    [1_000n, 0, 'medium'],
    [1_001n, 0, 'high'],
    [100_000_000_000n, 8, 'medium'],
    [100_000_000_001n, 8, 'high'],
  ])('a balance that is off by %d units of scale %d is %s', (difference, scale, expected) => {
    expect(severity(difference, scale)).toBe(expected);
  });

  it('follows the configured threshold, to the last decimal', () => {
    expect([severity(50n, 2, '0.50'), severity(51n, 2, '0.50')]).toEqual(['medium', 'high']);
  });

  it('is what the settings say of the kind, and a balance is never made less grave by being large', () => {
    const settings = readReconciliationSettings({ severity: { kinds: { balance_mismatch: 'critical' } } }).severity;
    expect(severityOf(finding({ difference: minor(999_999_999n) }), settings)).toBe('critical');
    for (const kind of DISCREPANCY_KINDS) {
      expect(SEVERITIES).toContain(severityOf(finding({ kind, difference: null }), SETTINGS.severity));
    }
  });
});

describe('the suggested repair', () => {
  const suggest = (kind: DiscrepancyKind, difference: MinorUnits | null) =>
    suggestionFor({ kind, difference, scale: 2 });

  it('is a rebuild of what follows from the ledger, and an adjustment of what the ledger lacks or has twice', () => {
    expect(suggest('balance_mismatch', minor(5n))).toEqual({ action: 'rebuild', amount: null });
    expect(suggest('duplicate_transaction', minor(1250n))).toEqual({ action: 'adjust', amount: '-12.50' });
    expect(suggest('missing_transaction', minor(-30n))).toEqual({ action: 'adjust', amount: '0.30' });
    expect(suggest('missing_transaction', minor(0n))).toEqual({ action: 'ignore', amount: null });
    expect(suggest('missing_transaction', null)).toEqual({ action: 'adjust', amount: null });
    expect(suggest('chain_break', null)).toEqual({ action: 'ignore', amount: null });
  });
});

describe('what a run may close', () => {
  it('is what it looked for, and never rows that were cut off an end', () => {
    expect(closesByItself({ kind: 'balance_mismatch', field: 'balance' }, false)).toBe(true);
    expect(closesByItself({ kind: 'chain_break', field: 'content' }, false)).toBe(false);
    expect(closesByItself({ kind: 'chain_break', field: 'content' }, true)).toBe(true);
    expect(closesByItself({ kind: 'head_mismatch', field: 'hash' }, false)).toBe(false);
    expect(closesByItself({ kind: 'missing_transaction', field: 'rows' }, false)).toBe(true);
    expect(closesByItself({ kind: 'missing_transaction', field: 'sequence' }, true)).toBe(false);
  });
});

describe('what is found and what is known', () => {
  const look: Look = { runId: 'run-2', at: 2_000, verifiedChain: true, closing: GONE };
  let made = 0;
  const newId = () => `new-${(made += 1)}`;
  const first = merge([], [finding()], { ...look, runId: 'run-1', at: 1_000 }, SETTINGS.severity, newId).inserted[0]!;
  const again = (known: readonly Discrepancy[], findings: readonly AuditFinding[], over: Partial<Look> = {}) =>
    merge(known, findings, { ...look, ...over }, SETTINGS.severity, newId);

  it('is told apart by account, kind, figure and subject', () => {
    const prints = [
      finding(),
      finding({ accountId: readAccountId(8) }),
      finding({ kind: 'held_mismatch' }),
      finding({ field: 'held' }),
      finding({ subject: 'lot-1' }),
    ].map(standingOf);
    expect(new Set(prints).size).toBe(prints.length);
    expect(standingOf(finding({ expected: '1', actual: '2' }))).toBe(standingOf(finding()));
  });

  it('is not counted twice when a run sees it twice', () => {
    const seen = again([first], [finding()], { runId: 'run-1' });
    expect(seen.updated).toMatchObject([{ id: first.id, timesSeen: 1, lastRunId: 'run-1' }]);
  });

  it('is left to the next run when nobody has seen it before and a person looks', () => {
    expect(again([], [finding()], { runId: null })).toMatchObject({ inserted: [], updated: [], seen: [], events: [] });
  });

  it('says who closed it, where somebody did', () => {
    const actor = { id: 'admin:1' };
    const { closed, events } = again([first], [], {
      closing: { resolution: 'rebuild', event: 'rebuilt', actor, notes: null },
    });
    expect(closed).toMatchObject([{ status: 'resolved', standing: null, resolution: 'rebuild', resolvedBy: actor }]);
    expect(events).toEqual([{ discrepancyId: first.id, kind: 'rebuilt' }]);
  });

  it('stops standing in silence when it was ignored and is gone', () => {
    const ignored: Discrepancy = { ...first, status: 'ignored', resolution: 'ignore' };
    const { updated, closed, events } = again([ignored], []);
    expect(updated).toMatchObject([{ standing: null, status: 'ignored', resolution: 'ignore' }]);
    expect([closed, events]).toEqual([[], []]);
  });
});
