export default () => ({
  rewards: {
    enabled: process.env.REWARDS_ENABLED !== 'false',
    config: { earning: { rate: '0.05', currency: 'credits' }, redemption: { values: { credits: '1' } } },
  },
  'users-permissions': { config: { jwtSecret: 'a-secret-of-a-test' } },
});
