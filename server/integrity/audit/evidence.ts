import { type EvidenceDto, type EvidenceTitle, RECONCILIATION_LIMITS } from '../../contract';
import { type AccountId, type Db, formatAmount, readInteger, readMinorUnits } from '../../kernel';
import { entryHash, postedBetween } from '../../ledger';
import {
  type EvidenceRow,
  readAccountEvidence,
  readAllocationEvidence,
  readDuplicateEvidence,
  readEntryEvidence,
  readHoldEvidence,
  readLastEntries,
  readLotEvidence,
  readSums,
} from './evidence-store';
import { type AuditFinding, instantText } from './finding';

/** The columns that hold minor units; they are shown in major ones. */
const MONEY = new Set([
  'amount',
  'held',
  'earned',
  'spent',
  'balance',
  'balance_after',
  'held_after',
  'lifetime_earned',
  'lifetime_spent',
  'arrears',
  'remaining',
  'captured',
  'released',
  'lot_opened',
  'shortfall',
]);

/** The rows that prove a finding: few, and those that a person would look up first. */
export async function gatherEvidence(db: Db, finding: AuditFinding): Promise<EvidenceDto[]> {
  const piece = (title: EvidenceTitle, rows: readonly EvidenceRow[]) => toPiece(title, rows, finding.scale);
  const pieces = await piecesOf(db, finding);
  return pieces.filter(([, rows]) => rows.length > 0).map(([title, rows]) => piece(title, rows));
}

async function piecesOf(db: Db, finding: AuditFinding): Promise<[EvidenceTitle, readonly EvidenceRow[]][]> {
  const { kind, accountId, subject } = finding;
  const most = RECONCILIATION_LIMITS.evidenceRows + 1;
  switch (kind) {
    case 'lot_mismatch':
      if (subject === null) return ofAccount(db, accountId, most);
      return [
        ['lot', await readLotEvidence(db, subject)],
        ['rows', await readEntryEvidence(db, { id: subject }, most)],
        ['allocations', await readAllocationEvidence(db, subject, most)],
      ];
    case 'hold_mismatch':
      return [
        ['hold', await readHoldEvidence(db, subject ?? '')],
        ['rows', await readEntryEvidence(db, { hold_id: subject ?? '' }, most)],
      ];
    case 'missing_transaction':
      return [
        ['gap', await readAround(db, accountId, subject ?? '', most)],
        ['account', await readAccountEvidence(db, accountId)],
      ];
    case 'duplicate_transaction':
      return [['rows', await readDuplicateEvidence(db, subject ?? '', most)]];
    case 'chain_break':
      return ofChain(db, finding, most);
    default:
      return ofAccount(db, accountId, most);
  }
}

const ofAccount = async (
  db: Db,
  accountId: AccountId,
  most: number,
): Promise<[EvidenceTitle, readonly EvidenceRow[]][]> => [
  ['account', await readAccountEvidence(db, accountId)],
  ['sums', await readSums(db, accountId)],
  ['rows', await readLastEntries(db, accountId, most)],
];

/** The rows on both sides of what is missing. */
function readAround(db: Db, accountId: AccountId, span: string, most: number): Promise<readonly EvidenceRow[]> {
  const [from = 0, upTo = from] = span.split('-').map(Number);
  return readEntryEvidence(db, { account_id: accountId, sequence: [from - 1, upTo + 1] }, most);
}

/** The row that is not as it was written, and what its hash would have to be. */
async function ofChain(
  db: Db,
  { accountId, subject }: AuditFinding,
  most: number,
): Promise<[EvidenceTitle, readonly EvidenceRow[]][]> {
  const rows = await readEntryEvidence(db, { id: subject ?? '' }, most);
  const sequence = readInteger(rows[0]?.sequence ?? 0);
  const posted = await postedBetween(db, accountId, sequence - 2, sequence, 2);
  const hashes = posted.map(({ entry, allocations }) => ({
    id: entry.id,
    sequence: String(entry.sequence),
    previous_hash: entry.previousHash,
    hash: entry.hash,
    computed_hash: entryHash(entry, allocations),
  }));
  return [
    ['hash', hashes],
    ['rows', rows],
  ];
}

function toPiece(title: EvidenceTitle, rows: readonly EvidenceRow[], scale: number): EvidenceDto {
  const kept = rows.slice(0, RECONCILIATION_LIMITS.evidenceRows);
  const shown = kept.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toText(name, value, scale)])),
  );
  return { title, rows: shown, isCut: rows.length > kept.length };
}

function toText(name: string, value: unknown, scale: number): string | null {
  if (value === null || value === undefined) return null;
  if (MONEY.has(name)) return formatAmount(readMinorUnits(value), scale);
  const text = typeof value === 'string' ? value : String(readMinorUnits(value));
  return name.endsWith('_at') ? instantText(text) : text;
}
