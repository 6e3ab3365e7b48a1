/** The figures of somebody's own page. */
import type { MeDto, MemberBalanceDto, OwnExpiryDto, TierProgressDto } from '../../../server/contract';
import { button, el, focusOn } from './el';
import { amountOf, day, decimal, distance, isZero, sumOf } from './format';
import { empty } from './region';

/** Rows of the expiry schedule that are shown at first. */
const FIRST = 6;

export const balances = ({ balances: all }: MeDto) => el('ul', { class: 'figures' }, ...all.map(balance));

function balance({ currency, available, held, lifetimeEarned }: MemberBalanceDto): HTMLElement {
  return el(
    'li',
    {},
    el('span', {}, currency.name),
    el('strong', {}, decimal(available)),
    el(
      'span',
      {},
      isZero(held) ? `${decimal(lifetimeEarned)} earned in all` : `and ${decimal(held)} held for an order`,
    ),
  );
}

export function tierProgress({ tierProgress: progress }: MeDto): HTMLElement {
  if (!progress?.tier) return empty('Your first order brings you on the way to a tier.');
  const { tier, next, percent } = progress;
  const bar = el('progress', {
    max: 100,
    value: percent,
    'aria-label': next ? `On the way to ${next.name}` : tier.name,
  });
  return el(
    'div',
    { class: 'panel' },
    el('p', {}, el('strong', {}, tier.name), ...advantages(progress)),
    bar,
    el('p', {}, goal(progress)),
  );
}

function advantages({ tier }: TierProgressDto): string[] {
  if (!tier) return [];
  const off = isZero(tier.discountPercent) ? '' : `, ${tier.discountPercent} per cent off every order`;
  const times = /^1(\.0+)?$/.test(tier.multiplier) ? 'as usual' : `${tier.multiplier} times the usual`;
  return [` · orders earn ${times}${off}`];
}

const goal = ({ currency, next, remaining }: TierProgressDto): string =>
  next ? `Earn ${amountOf(remaining, currency)} more to reach ${next.name}.` : 'This is the highest tier there is.';

/** What is past its instant counts no more, whether or not it was written off yet. Lots of one day stand together. */
export function expiry(lots: readonly OwnExpiryDto[]): HTMLElement {
  const coming = new Map<string, [OwnExpiryDto, ...OwnExpiryDto[]]>();
  for (const lot of lots.filter(({ expiresAt }) => Date.parse(expiresAt) > Date.now())) {
    const key = `${day(lot.expiresAt).textContent} ${lot.currency.code}`;
    coming.set(key, [...(coming.get(key) ?? []), lot] as [OwnExpiryDto]);
  }
  if (coming.size === 0) return empty('Nothing of yours expires.');
  const rows = [...coming.values()].map(expiring);
  const list = el('ul', { class: 'rows' }, ...rows.slice(0, FIRST));
  if (rows.length <= FIRST) return list;
  const more = button(`Show all ${rows.length}`, () => {
    list.append(...rows.slice(FIRST));
    more.remove();
    if (rows[FIRST]) focusOn(rows[FIRST]);
  });
  return el('div', {}, list, more);
}

function expiring(lots: readonly [OwnExpiryDto, ...OwnExpiryDto[]]): HTMLElement {
  const [{ currency, expiresAt }] = lots;
  const held = sumOf(lots.map((lot) => lot.held));
  return el(
    'li',
    {},
    el('div', {}, el('strong', {}, distance(expiresAt)), el('p', { class: 'meta' }, day(expiresAt))),
    el(
      'div',
      { class: 'amount' },
      amountOf(sumOf(lots.map(({ remaining }) => remaining)), currency),
      isZero(held) ? null : el('p', { class: 'meta' }, `${decimal(held)} of it held for an order`),
    ),
  );
}
