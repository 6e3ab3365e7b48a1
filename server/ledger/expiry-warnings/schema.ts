/** Which lots a warning was given of: the lot's id is the row's, so that there is one for each at most. */
export const EXPIRY_WARNINGS = 'rewards_expiry_warnings';

const required = { column: { notNullable: true } } as const;
const text = (length: number, column: object = required.column) => ({
  type: 'string',
  columnType: { type: 'string', args: [length] },
  column,
});

export const expiryWarning = {
  uid: 'plugin::rewards.expiry-warning',
  singularName: 'expiry-warning',
  tableName: EXPIRY_WARNINGS,
  attributes: {
    /** The lot's id. */
    id: text(26, { notNullable: true, primary: true }),
    /** Which warning it belongs to: of two that warn at once, each tells of its own lots. */
    writer: text(26),
    expiresAt: { type: 'biginteger', ...required },
    warnedAt: { type: 'biginteger', ...required },
    /** When everybody who listens had been told; null until then. */
    toldAt: { type: 'biginteger', column: {} },
  },
  indexes: [
    { name: 'rewards_expiry_warnings_expiry', columns: ['expires_at'] },
    { name: 'rewards_expiry_warnings_writer', columns: ['writer'] },
    { name: 'rewards_expiry_warnings_told', columns: ['told_at', 'warned_at'] },
  ],
};
