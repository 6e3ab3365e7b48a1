export default () => ({
  auth: { secret: 'a-secret-of-a-test' },
  apiToken: { salt: 'a-salt-of-a-test' },
  transfer: { token: { salt: 'a-salt-of-a-test' } },
  secrets: { encryptionKey: 'a-key-of-a-test' },
});
