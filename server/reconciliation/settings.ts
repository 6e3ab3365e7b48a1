import { DISCREPANCY_KINDS, type DiscrepancyKind, isOfLedger, SEVERITIES, type Severity } from '../contract';
import { z } from 'zod';
import { recipientsSetting } from '../kernel/alert';

/** How runs are judged and told of. */
export interface ReconciliationSettings {
  /** Whether a run recomputes every hash when nobody says. */
  readonly verifyChain: boolean;
  /** D10. An alert goes out above so many discrepancies. */
  readonly alertAbove: number;
  /** Mail addresses. */
  readonly recipients: readonly string[];
  /** The kinds that a run puts right by itself, by a rebuild. */
  readonly autoResolve: ReadonlySet<DiscrepancyKind>;
  readonly severity: SeveritySettings;
}

/** D5. */
export interface SeveritySettings {
  /** In major units: a balance that is off by more is grave. A decimal string. */
  readonly balanceHighAbove: string;
  readonly kinds: Readonly<Record<DiscrepancyKind, Severity>>;
}

/** D5 for the kinds that it names. What is wrong with the ledger itself weighs more than with what follows from it. */
const STANDARD: Record<DiscrepancyKind, Severity> = {
  balance_mismatch: 'medium',
  held_mismatch: 'medium',
  lifetime_mismatch: 'high',
  lot_mismatch: 'medium',
  hold_mismatch: 'medium',
  arrears_mismatch: 'medium',
  due_mismatch: 'low',
  head_mismatch: 'medium',
  level_mismatch: 'medium',
  tier_mismatch: 'medium',
  missing_transaction: 'critical',
  duplicate_transaction: 'high',
  chain_break: 'critical',
};

const REBUILDABLE = DISCREPANCY_KINDS.filter((kind) => !isOfLedger(kind));
const severities = `must be one of ${SEVERITIES.join(', ')}`;
const kinds = `must be true, false, or a list of ${REBUILDABLE.join(', ')}`;

const schema = z.strictObject({
  verifyChain: z.boolean('must be true or false').default(true),
  alertAbove: z.int('must be a whole number from 0').min(0, 'must be a whole number from 0').default(10),
  recipients: recipientsSetting,
  autoResolve: z.union([z.boolean(), z.array(z.enum(REBUILDABLE as [DiscrepancyKind]))], kinds).default(false),
  severity: z
    .strictObject({
      balanceHighAbove: z
        .string('must be a decimal string such as "1000"')
        .regex(/^\d{1,15}(\.\d{1,8})?$/, 'must be a decimal string such as "1000"')
        .default('1000'),
      kinds: z.partialRecord(z.enum(DISCREPANCY_KINDS), z.enum(SEVERITIES, severities)).default({}),
    })
    .prefault({}),
});

/**
 * Reads the setting `reconciliation`.
 *
 * @throws an Error whose sentence names the setting that cannot be used
 */
export function readReconciliationSettings(setting: unknown): ReconciliationSettings {
  const result = schema.safeParse(setting ?? {});
  if (!result.success) {
    const issue = result.error.issues[0];
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const at = ['reconciliation', ...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join('.');
    throw new Error(`${at} ${unknown === undefined ? (issue?.message ?? 'is not valid') : 'is no setting'}.`);
  }
  const { autoResolve, severity, ...others } = result.data;
  const automatic = autoResolve === true ? REBUILDABLE : autoResolve === false ? [] : autoResolve;
  return {
    ...others,
    autoResolve: new Set(automatic),
    severity: { ...severity, kinds: { ...STANDARD, ...severity.kinds } },
  };
}
