'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** A path is meant from where the person stands; npm may run the command in a folder above. */
const pathOf = (file) => path.resolve(process.env.INIT_CWD ?? process.cwd(), file);

/** Refuses what cannot be read before a Strapi is loaded for it. */
function checkFile({ file }) {
  if (!file) throw new Error('--file is missing.');
  const stat = fs.statSync(pathOf(file), { throwIfNoEntry: false });
  if (!stat) throw new Error(`--file: there is no ${file}.`);
  if (!stat.isFile()) throw new Error(`--file: ${file} is no file.`);
}

module.exports = { pathOf, checkFile };
