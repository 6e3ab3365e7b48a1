'use strict';

const PROBLEMS_SHOWN = 20;
const count = (value) => value.toLocaleString('en-US');

/**
 * Prints what a command came to, and the first problems of its file.
 *
 * @param {string} title
 * @param {[string, string][]} rows
 * @param {{ problems: { line: number, error: { code: string, message: string } }[], badLines: number, refused: number }} summary
 */
function printSummary(title, rows, { problems, badLines, refused }) {
  console.log(`\n${title}\n${rows.map(([name, value]) => `  ${name.padEnd(16)}${value}`).join('\n')}`);
  for (const { line, error } of problems.slice(0, PROBLEMS_SHOWN)) {
    console.log(`  line ${line}: ${error.code}: ${error.message}`);
  }
  const more = badLines + refused - Math.min(problems.length, PROBLEMS_SHOWN);
  if (more > 0) console.log(`  … and ${count(more)} more`);
}

module.exports = { count, printSummary };
