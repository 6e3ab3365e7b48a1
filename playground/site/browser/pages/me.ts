import type { MeDto, OwnExpiryDto } from '../../../../server/contract';
import { readOwn } from '../ask';
import { button, type Child, el, found } from '../el';
import { day } from '../format';
import { badges, nameOf, profileAddress, standing } from '../members';
import { consents } from '../own-consent';
import { balances, expiry, tierProgress } from '../own-figures';
import { history, readHistory } from '../own-history';
import { empty, fill } from '../region';
import { endSession } from '../session';

/** All of it at once: parts that come one after the other would push each other down. */
void fill(found('#content'), async () => {
  const [me, lots, rows] = await Promise.all([
    readOwn<MeDto>('/me'),
    readOwn<OwnExpiryDto[]>('/me/expiry'),
    readHistory(),
  ]);
  return [
    whoItIs(me),
    section('Balances', balances(me)),
    section('Tier', tierProgress(me)),
    section('Badges', me.badges.length > 0 ? badges(me.badges) : empty('No badges yet.')),
    section('What expires', expiry(lots)),
    section('What others see', consents(me.consent, showLink), 'consent'),
    section('History', history(rows)),
  ];

  function showLink({ publicProfile }: MeDto['consent']): void {
    found('#profile').hidden = !publicProfile;
  }
});

function whoItIs(me: MeDto): HTMLElement {
  const { member, consent } = me;
  const profile = member?.handle
    ? el(
        'a',
        { id: 'profile', href: profileAddress(member.handle), hidden: !consent.publicProfile },
        'Your public profile',
      )
    : el('span', { id: 'profile' });
  return el(
    'div',
    { class: 'who' },
    el(
      'p',
      {},
      member ? nameOf(member) : 'Welcome',
      member ? el('span', { class: 'meta' }, ' member since ', day(member.memberSince)) : null,
    ),
    standing(me),
    profile,
    button(
      'Log out',
      () => {
        endSession();
        location.assign('/');
      },
      { class: 'plain' },
    ),
  );
}

function section(title: string, content: Child, id = title.toLowerCase().replaceAll(' ', '-')): HTMLElement {
  return el('section', { id, 'aria-labelledby': `${id}-title` }, el('h2', { id: `${id}-title` }, title), content);
}
