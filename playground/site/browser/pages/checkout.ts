import type { MeDto } from '../../../../server/contract';
import type { Paid, Placed } from '../../shop';
import { readOwn, shop } from '../ask';
import { checkoutForm } from '../checkout-form';
import { wordsFor } from '../checkout-words';
import { button, el, focusOn, found } from '../el';
import { amountOf, clockTime, isZero, money } from '../format';
import { fill } from '../region';

const content = found('#content');
void fill(content, begin);

async function begin(): Promise<HTMLElement[]> {
  const me = await readOwn<MeDto>('/me');
  const form = checkoutForm(me);
  // One order for each thing that is asked for: sent twice, it is placed once.
  let order = crypto.randomUUID();
  form.element.addEventListener('input', () => (order = crypto.randomUUID()));
  form.element.addEventListener('submit', (event) => {
    event.preventDefault();
    void once(form.element, async () => {
      try {
        showPayment(me, order, await shop<Placed>('place', { order, ...form.basket() }));
      } catch (error) {
        form.tell(wordsFor(error));
      }
    });
  });
  return [form.element];
}

function showPayment(me: MeDto, order: string, { toPay, heldUntil }: Placed): void {
  const heading = el('h2', {}, `To pay: ${money(toPay)}`);
  const problem = el('p', { class: 'problem', role: 'alert' });
  const step = (act: () => Promise<void>) => () =>
    void once(panel, () =>
      act().catch((error: unknown) => {
        problem.textContent = wordsFor(error);
      }),
    );
  const pay = step(async () => showThanks(me, await shop<Paid>('pay', { order })));
  const cancel = step(async () => {
    await shop('cancel', { order });
    await fill(content, begin);
    focusOn(found('h1'));
  });
  const kept = heldUntil && el('p', {}, 'What you redeem is kept for this order until ', clockTime(heldUntil), '.');
  const panel = el(
    'div',
    { class: 'panel narrow' },
    heading,
    kept,
    el('p', { class: 'meta' }, 'This is an example: no money is taken, and nothing is sent.'),
    problem,
    el('div', { class: 'actions' }, button('Pay', pay), button('Cancel', cancel, { class: 'plain' })),
  );
  content.replaceChildren(panel);
  focusOn(heading);
}

function showThanks({ balances }: MeDto, { paid, earned, currency }: Paid): void {
  const heading = el('h2', {}, 'Thank you');
  const name = balances.find((one) => one.currency.code === currency)?.currency.name ?? currency;
  content.replaceChildren(
    el(
      'div',
      { class: 'panel narrow' },
      heading,
      el('p', {}, `You paid ${money(paid)}${isZero(earned) ? '' : ` and earned ${amountOf(earned, { name })}`}.`),
      el('div', { class: 'actions' }, el('a', { class: 'button', href: '/me#history' }, 'See it in your history')),
    ),
  );
  focusOn(heading);
}

/** One thing at a time, however often somebody presses. */
async function once(element: HTMLElement, act: () => Promise<void>): Promise<void> {
  if (element.ariaBusy === 'true') return;
  element.ariaBusy = 'true';
  await act();
  element.ariaBusy = null;
}
