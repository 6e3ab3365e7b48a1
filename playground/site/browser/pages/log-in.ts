import { logIn, Refusal, sentenceFor } from '../ask';
import { el, focusOn, found } from '../el';
import { afterLogIn, beginSession } from '../session';

const identifier = el('input', {
  required: true,
  name: 'identifier',
  autocomplete: 'username',
  autocapitalize: 'none',
});
const password = el('input', { required: true, name: 'password', type: 'password', autocomplete: 'current-password' });
const problem = el('p', { class: 'notice bad', role: 'alert', hidden: true });
const send = el('button', { type: 'submit' }, 'Log in');
const form = el(
  'form',
  { class: 'panel narrow', method: 'post' },
  problem,
  el('label', {}, 'Email or user name', identifier),
  el('label', {}, 'Password', password),
  send,
);
const content = found('#content');
content.replaceChildren(form);
content.removeAttribute('aria-busy');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (send.ariaDisabled !== 'true') void submit();
});

async function submit(): Promise<void> {
  problem.hidden = true;
  send.ariaDisabled = 'true';
  try {
    const { jwt } = await logIn(identifier.value, password.value);
    beginSession(jwt);
    location.assign(afterLogIn());
  } catch (error) {
    problem.textContent = wordsFor(error);
    problem.hidden = false;
    send.ariaDisabled = null;
    focusOn(problem);
  }
}

function wordsFor(error: unknown): string {
  const { status } = error instanceof Refusal ? error : { status: 0 };
  if (status === 429) return 'Too many tries. Please wait a few minutes.';
  return status === 400 ? 'Nobody is known by this name and password.' : sentenceFor(error);
}
