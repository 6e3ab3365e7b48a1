import { instant, nullable, primary, ulid } from '../kernel/fields';
import { defineTable, index } from '../kernel/table';

/** Which lots a warning was given of: the lot's id is the row's, so that there is one for each at most. */
export const warningTable = defineTable({
  name: 'expiry-warning',
  table: 'rewards_expiry_warnings',
  fields: {
    /** The lot's id. */
    id: primary(ulid()),
    /** Which warning it belongs to: of two that warn at once, each tells of its own lots. */
    writer: ulid(),
    expiresAt: instant(),
    warnedAt: instant(),
    /** When everybody who listens had been told; null until then. */
    toldAt: nullable(instant()),
  },
  indexes: [
    index('expiry_warnings_expiry', 'expires_at'),
    index('expiry_warnings_writer', 'writer'),
    index('expiry_warnings_told', 'told_at', 'warned_at'),
  ],
});
