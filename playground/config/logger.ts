/** Tests lower the level, so that a run shows its own results. */
export default { level: process.env.LOG_LEVEL ?? 'info' };
