/** The rewards club: events come in, missions decide on them and say why, pools pay (A, E). */
export { clubRoom } from './room';
