import type { Consent, ConsentsDto } from '../../../server/contract';
import { change, sentenceFor } from './ask';
import { announce, el } from './el';

interface Words {
  readonly label: string;
  readonly about: string;
  readonly on: string;
  readonly off: string;
}

const WORDS: Record<Consent, Words> = {
  publicProfile: {
    label: 'Public profile',
    about: 'Others see your name, level, tier and badges, and your name stands at your articles.',
    on: 'Everybody can see your profile now.',
    off: 'Nobody can see your profile any more.',
  },
  leaderboard: {
    label: 'Leaderboard',
    about: 'You are ranked with what you have earned.',
    on: 'You are on the leaderboard now.',
    off: 'You are not on the leaderboard any more.',
  },
  alias: {
    label: 'Handle instead of name',
    about: 'Wherever you show yourself, others see your handle and not your name.',
    on: 'Others see your handle now.',
    off: 'Others see your name now.',
  },
  notificationEmails: {
    label: 'Emails',
    about: 'We write to you before something of yours expires.',
    on: 'We will write to you.',
    off: 'We will not write to you any more.',
  },
};

/** Switches that act at once, and say so. */
export function consents(chosen: ConsentsDto, changed: (chosen: ConsentsDto) => void): HTMLElement {
  const names = Object.keys(WORDS) as Consent[];
  return el('ul', { class: 'switches' }, ...names.map((name) => consentSwitch(name, chosen[name], changed)));
}

function consentSwitch(name: Consent, isOn: boolean, changed: (chosen: ConsentsDto) => void): HTMLElement {
  const { label, about, on, off } = WORDS[name];
  const input = el('input', { type: 'checkbox', role: 'switch', id: name, 'aria-describedby': `${name}-about` });
  input.checked = isOn;
  const said = el('p', { class: 'said' });
  /** One after the other: the last answer is that of the last change. */
  let saving = Promise.resolve();

  async function save(wanted: boolean): Promise<void> {
    said.textContent = 'Saving …';
    try {
      const now = await change<ConsentsDto>('/me/consent', { [name]: wanted });
      isOn = now[name];
      said.textContent = isOn ? on : off;
      changed(now);
    } catch (error) {
      said.textContent = `Not saved. ${sentenceFor(error)}`;
    }
    input.checked = isOn;
    announce(said.textContent);
  }

  input.addEventListener('change', () => {
    const wanted = input.checked;
    saving = saving.then(() => save(wanted));
  });
  return el(
    'li',
    {},
    el('div', {}, el('label', { for: name }, label), el('p', { id: `${name}-about`, class: 'meta' }, about), said),
    input,
  );
}
