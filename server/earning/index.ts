/** Earning for orders (D8): one at a time as they come in, or a whole history. */
export { earningRoom } from './room';
