import {
  EARNING_LIMITS,
  type EarningSettings,
  type ImportOptions,
  type ImportSummary,
  type OrderHistory,
} from '../contract';
import { dayOf, present, RewardsError } from '../kernel';
import type { RulesInForce } from '../members';
import type { EarningDependencies } from './desk';
import { createDryDesk } from './dry-desk';
import { earnOrders } from './earn-orders';
import { createLedgerDesk } from './ledger-desk';
import { createMemberLookup, type MemberLookup } from './member-lookup';
import { createOccurrences, hashKey, hashOfOrder, orderKey } from './order-key';
import { parseOrderValue } from './order-value';
import { type HistoricOrder, readHistory } from './read-history';
import type { Order } from './rules';
import { OrderSorter } from './sort-orders';
import { ImportTally } from './summary';
import { termsOf } from './terms';
import { checkHistory, checkImportOptions } from './validate';

/** How often progress is told while reading, in lines. */
const PROGRESS_EVERY = 1_000;

/**
 * D8 for a whole order history: see `EarningService.importOrders`.
 *
 * Everything is read and checked before anything is posted, so that `onError: 'abort'` leaves nothing half done for a
 * bad line. Posting goes chunk by chunk, each as `earnOrders` has it.
 */
export async function importOrders(
  deps: EarningDependencies,
  settings: EarningSettings,
  history: OrderHistory,
  options: ImportOptions = {},
): Promise<ImportSummary> {
  checkHistory(history);
  const { source, onError, dryRun, ...asked } = checkImportOptions(options);
  const currency = asked.currency ?? settings.currency;
  const terms = (inForce: RulesInForce) => termsOf(inForce, settings, currency);
  const { scale } = terms({ rules: await deps.rules.current(), rulebook: await deps.rules.rulebook() });
  const run = { dryRun, currency, scale };
  const report = options.onProgress ?? (() => {});

  const ledgerDesk = createLedgerDesk(deps, source);
  const desk = dryRun ? createDryDesk(ledgerDesk, deps) : ledgerDesk;
  const members = createMemberLookup(deps, dryRun);
  const tally = new ImportTally();
  const sorter = new OrderSorter();
  try {
    await readAll(deps, history, sorter, tally, report);
    if (onError === 'abort' && tally.badLines > 0) return tally.summary('aborted', run, 0);
    let done = 0;
    report({ phase: 'posting', done, total: tally.orders });
    for await (const orders of chunksOf(sorter.sorted(), currency, members)) {
      for (const outcome of await earnOrders(desk, terms, orders)) tally.outcome(outcome);
      done += orders.length;
      report({ phase: 'posting', done, total: tally.orders });
      if (onError === 'abort' && tally.refused > 0) return tally.summary('aborted', run, members.size);
    }
    return tally.summary('completed', run, members.size);
  } finally {
    await sorter.close();
  }
}

async function readAll(
  { clock, clockSkew }: EarningDependencies,
  history: OrderHistory,
  sorter: OrderSorter,
  tally: ImportTally,
  report: NonNullable<ImportOptions['onProgress']>,
): Promise<void> {
  for await (const { line, order } of readHistory(history, clock.now() + clockSkew)) {
    if (order instanceof RewardsError) tally.badLine(line, order.toDto());
    else {
      tally.order(order.at);
      await sorter.add(order);
    }
    if ((tally.orders + tally.badLines) % PROGRESS_EVERY === 0) {
      report({ phase: 'reading', done: tally.orders + tally.badLines, total: null });
    }
  }
}

/** Orders as they are earned for, in chunks, each with its key and its member. */
async function* chunksOf(
  sorted: AsyncIterable<HistoricOrder>,
  currency: string,
  members: MemberLookup,
): AsyncGenerator<Order[]> {
  const occurrenceOf = createOccurrences();
  let waiting: (Omit<Order, 'member'> & { readonly externalId: string })[] = [];
  const take = async (): Promise<Order[]> => {
    const ids = await members.idsOf(waiting.map(({ externalId }) => externalId));
    const orders = waiting.map(({ externalId: _, ...order }, index) => ({
      ...order,
      member: present(ids[index], 'the member of an order'),
    }));
    waiting = [];
    return orders;
  };
  for await (const order of sorted) {
    waiting.push({ ...identityOf(order, currency, occurrenceOf), ...valueOf(order), externalId: order.externalId });
    if (waiting.length === EARNING_LIMITS.chunk) yield await take();
  }
  if (waiting.length > 0) yield await take();
}

const valueOf = ({ amount, at, line }: HistoricOrder) => ({ value: parseOrderValue(amount), orderedAt: at, line });

function identityOf(
  order: HistoricOrder,
  currency: string,
  occurrenceOf: ReturnType<typeof createOccurrences>,
): Pick<Order, 'key' | 'name' | 'eventId'> {
  const { orderId, at, amount } = order;
  if (orderId !== null) return { key: orderKey(currency, orderId), name: `order ${orderId}`, eventId: orderId };
  const hash = hashOfOrder(order);
  const occurrence = occurrenceOf(at, hash);
  return {
    key: hashKey(currency, hash, occurrence),
    name: `the order of ${dayOf(at)} over ${amount}`,
    eventId: `${hash}#${occurrence}`,
  };
}
