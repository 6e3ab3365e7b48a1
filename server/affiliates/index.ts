/** Affiliate events: recorded with their cause, delivered for sure, reported to the cent (C, F). */
export { affiliateRoom } from './room';

// For the site.
export { EVENT_FIELDS } from './record/validate';
