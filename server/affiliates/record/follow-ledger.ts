import type { Knex } from 'knex';
import type { AffiliateLedgerRule } from '../../contract';
import type { PostedRow } from '../../ledger';
import type { AffiliateSystem } from '../systems/system-store';
import { correctionsOf } from './corrections';
import type { RecordDependencies } from './dependencies';
import { type Drawn, drawUp, type EventToDraw } from './draw-up';
import { readVersions } from './link-store';
import { readReferrals, type Referral } from './referral-store';
import { writeEvents } from './write-events';

/** C13, F14. Records what follows from new rows of the ledger for affiliate systems, in the transaction that writes them. */
export async function followLedger(
  deps: RecordDependencies,
  trx: Knex.Transaction,
  rows: readonly PostedRow[],
): Promise<void> {
  const systems = await deps.systems.all();
  if (systems.length === 0) return;
  const drawn = [...(await eventsByRule(deps, trx, systems, rows)), ...(await correctionsOf(deps, trx, systems, rows))];
  await writeEvents(deps, trx, drawn);
}

interface Fitting {
  readonly system: AffiliateSystem;
  readonly rule: AffiliateLedgerRule;
  readonly row: PostedRow;
}

/** C13. Of members who came by a link of the system's; the system credits them to whoever sent them. */
async function eventsByRule(
  deps: RecordDependencies,
  trx: Knex.Transaction,
  systems: readonly AffiliateSystem[],
  rows: readonly PostedRow[],
): Promise<Drawn[]> {
  const fitting = systems.flatMap((system) => rows.flatMap((row) => fittingIn(system, row)));
  if (fitting.length === 0) return [];
  const referrals = await readReferrals(
    trx,
    [...new Set(fitting.map(({ system }) => system.id))],
    [...new Set(fitting.map(({ row }) => row.member))],
  );
  const versions = await readVersions(trx, [...new Set(referrals.flatMap(({ linkVersion }) => linkVersion ?? []))]);
  return fitting.flatMap(({ system, rule, row }) => {
    const referral = referrals.find((one) => one.system === system.id && one.member === row.member);
    if (!referral) return [];
    const link = referral.linkVersion === null ? null : (versions.get(referral.linkVersion) ?? null);
    return [drawUp(deps, { system, link }, eventOf(rule, row, referral))];
  });
}

function fittingIn(system: AffiliateSystem, row: PostedRow): Fitting[] {
  const rule = system.settings.ledgerRules.find(
    ({ currency, entryTypes, source, rule: name }) =>
      currency === row.currency &&
      entryTypes.includes(row.type) &&
      (source === null || source === row.source) &&
      (name === null || name === row.rule),
  );
  return rule ? [{ system, rule, row }] : [];
}

function eventOf(rule: AffiliateLedgerRule, row: PostedRow, referral: Referral): EventToDraw {
  const { subject, pid, userId, accountId, clickId, tid } = referral;
  const { id, amount, currency, type, source, eventId } = row;
  return {
    externalId: `entry:${id}`,
    type: rule.type,
    member: row.member,
    causeEntry: id,
    payload: JSON.stringify({ value: amount, currency, entryId: id, entryType: type, source, rule: row.rule, eventId }),
    requestBody: null,
    ...{ subject, pid, userId, accountId, clickId, tid },
  };
}
