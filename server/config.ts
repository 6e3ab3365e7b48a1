/** The plugin's settings in the host's `config/plugins`, under `rewards.config`, with what holds when nothing is set. */
export const config = {
  default: {},
  validator(_: unknown): void {},
};
