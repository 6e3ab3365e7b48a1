import type { PublicProfileDto } from '../../../../server/contract';
import { read } from '../ask';
import { el, found, nameThePage } from '../el';
import { day } from '../format';
import { badges, nameOf, standing } from '../members';
import { empty, fill } from '../region';

const handle = location.pathname.split('/').at(-1) ?? '';

void fill(found('#content'), async () => {
  const { data } = await read<PublicProfileDto>(`/rewards/members/${handle}`);
  nameThePage(data.name ?? data.handle ?? 'Member');
  return [
    el('h1', {}, nameOf(data)),
    el('p', { class: 'meta' }, el('bdi', {}, `@${data.handle ?? ''}`), ' · member since ', day(data.memberSince)),
    standing(data),
    el('h2', {}, 'Badges'),
    data.badges.length > 0 ? badges(data.badges) : empty('No badges yet.'),
  ];
});
