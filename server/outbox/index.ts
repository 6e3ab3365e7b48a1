/** Events on Strapi's event hub, told after the commit, at least once, in order for each member. `kernel/outbox` writes them. */
export { outboxRoom } from './room';
