/** The rewards club: events come in, missions decide on them and say why, pools pay (A, E). */
export { clubRoom } from './room';

// For the site.
export { CLUB_EVENT_FIELDS } from './events/validate';
