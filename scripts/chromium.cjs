/** The browser for `test/browser`: the one that REWARDS_TEST_CHROMIUM names, or one that is installed. */
const fs = require('node:fs');
const path = require('node:path');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function findChromium(env = process.env) {
  if (env.REWARDS_TEST_CHROMIUM)
    return fs.existsSync(env.REWARDS_TEST_CHROMIUM) ? env.REWARDS_TEST_CHROMIUM : undefined;
  const folders = (env.PATH ?? '').split(path.delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
}

module.exports = { findChromium };
