'use strict';

const WIDTH = 30;
const count = (value) => value.toLocaleString('en-US');

/**
 * Tells the progress of an import: one line that is written over and over on a terminal, and a line for each tenth elsewhere.
 *
 * @param {NodeJS.WriteStream} stream
 */
function createProgress(stream) {
  let lastTenth = -1;
  return ({ phase, done, total }) => {
    const share = total === null ? null : total === 0 ? 1 : done / total;
    if (!stream.isTTY) {
      const tenth = share === null ? -1 : Math.floor(share * 10);
      if (tenth > lastTenth) stream.write(`${phase} ${count(done)} of ${count(total)}\n`);
      lastTenth = Math.max(lastTenth, tenth);
      return;
    }
    const filled = Math.round((share ?? 0) * WIDTH);
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${String(Math.floor((share ?? 0) * 100)).padStart(3)} %`;
    const text = share === null ? `${phase} ${count(done)} lines` : `${bar}  ${count(done)} of ${count(total)} orders`;
    stream.write(`\r\u001B[K${text}${share === 1 ? '\n' : ''}`);
  };
}

module.exports = { createProgress };
