import type { MeDto } from '../../../server/contract';
import { PRODUCTS, type Quote, REDEEMABLE } from '../shop';
import { shop } from './ask';
import { wordsFor } from './checkout-words';
import { announce, el } from './el';
import { amountOf, decimal, isZero, money } from './format';

/** What is bought, and what is redeemed on it. */
export interface Basket {
  readonly product: string;
  readonly currency?: string;
  readonly amount?: string;
}

/** Milliseconds after the last key before a price is asked for. */
const PAUSE = 300;

export interface CheckoutForm {
  readonly element: HTMLFormElement;
  basket(): Basket;
  tell(problem: string): void;
}

/** The shop's form: each change asks the shop what it would come to. */
export function checkoutForm({ balances }: MeDto): CheckoutForm {
  const named = (code: string) => balances.find(({ currency }) => currency.code === code);
  const currencies = REDEEMABLE.flatMap((code) => named(code) ?? []).filter(({ available }) => !isZero(available));
  const radio = (name: string, value: string, label: string, about: string, checked: boolean) =>
    el(
      'label',
      { class: 'choice' },
      el('input', { type: 'radio', name, value, checked }),
      el('span', {}, label),
      el('span', { class: 'meta' }, about),
    );

  const problem = el('p', { id: 'problem', class: 'problem', role: 'alert' });
  const amount = el('input', {
    name: 'amount',
    inputmode: 'decimal',
    autocomplete: 'off',
    'aria-describedby': 'problem',
  });
  const amountField = el('label', { class: 'amount-field', hidden: true }, 'How much', amount);
  const summary = el('dl', { class: 'summary' });
  const place = el('button', { type: 'submit' }, 'Continue to payment');
  const element = el(
    'form',
    { class: 'checkout', novalidate: true },
    el(
      'fieldset',
      {},
      el('legend', {}, 'What'),
      ...PRODUCTS.map(({ id, name, about, price }, i) =>
        radio('product', id, `${name}, ${money(price)}`, about, i === 1),
      ),
    ),
    el(
      'fieldset',
      {},
      el('legend', {}, 'Redeem'),
      ...currencies.map(({ currency, available }) =>
        radio('currency', currency.code, currency.name, `${amountOf(available, currency)} to spend`, false),
      ),
      radio(
        'currency',
        '',
        'Nothing',
        currencies.length > 0 ? 'Keep it for another time.' : 'There is nothing to redeem yet.',
        true,
      ),
      amountField,
    ),
    el('div', { class: 'panel' }, summary, problem, place),
  );

  const chosen = (name: string): string => {
    const value = new FormData(element).get(name);
    return typeof value === 'string' ? value : '';
  };
  function basket(): Basket {
    const [product, currency] = [chosen('product'), chosen('currency')];
    return currency === '' ? { product } : { product, currency, amount: plain(amount.value) };
  }

  function tell(text: string): void {
    problem.textContent = text;
    amount.ariaInvalid = text === '' ? null : 'true';
  }

  let asked = 0;
  /** @param isNew what was typed before was meant for something else: as much as possible, then */
  async function quote(isNew: boolean): Promise<void> {
    asked += 1;
    const mine = asked;
    const { product, currency, amount: typed } = basket();
    amountField.hidden = currency === undefined;
    const limit = isNew || typed === undefined || typed === '' ? {} : { amount: typed };
    try {
      const quoted = await shop<Quote>('quote', { product, ...(currency === undefined ? {} : { currency }), ...limit });
      if (mine !== asked) return;
      if (isNew) amount.value = quoted.amount;
      tell('');
      summary.replaceChildren(...lines(quoted, currency === undefined ? undefined : named(currency)?.currency.name));
      announce(`To pay: ${money(quoted.toPay)}`);
    } catch (error) {
      if (mine === asked) tell(wordsFor(error));
    }
  }

  let pause: ReturnType<typeof setTimeout> | undefined;
  element.addEventListener('input', ({ target }) => {
    clearTimeout(pause);
    if (target === amount) pause = setTimeout(() => void quote(false), PAUSE);
    else void quote(true);
  });
  void quote(true);
  return { element, basket, tell };
}

/** Groups of digits as they are shown may be typed; anything else is the shop's to refuse. */
const plain = (typed: string): string => {
  const text = typed.trim();
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
};

function lines(quote: Quote, currency: string | undefined): HTMLElement[] {
  const line = (label: string, value: string, kind: string | null = null) =>
    el('div', { class: kind }, el('dt', {}, label), el('dd', {}, value));
  const ofTier = isZero(quote.tierDiscount) ? [] : [line('Your tier takes off', money(`-${quote.tierDiscount}`))];
  const redeemed =
    currency === undefined ? [] : [line(amountOf(quote.amount, { name: currency }), money(`-${quote.discount}`))];
  const left = currency === undefined ? [] : [line(`${currency} left`, decimal(quote.remaining))];
  return [
    line('Price', money(quote.orderAmount)),
    ...ofTier,
    ...redeemed,
    line('To pay', money(quote.toPay), 'total'),
    ...left,
  ];
}
