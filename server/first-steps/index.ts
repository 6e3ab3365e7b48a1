/** What an empty install still needs, and what of the configuration nobody has created. Reads, and changes nothing. */
export { firstStepRoom } from './room';
