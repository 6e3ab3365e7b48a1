#!/usr/bin/env node
/**
 * `npx strapi-plugin-rewards <command>`, in the folder of a Strapi project: what is done from a terminal rather than in the
 * admin. A command is one file of `bin/commands`: `USAGE`, `OPTIONS` for `parseArgs`, and `run`, which gives the exit code.
 */
'use strict';

const { parseArgs } = require('node:util');

const { EXIT } = require('./exit');

const COMMANDS = {
  import: () => require('./commands/import'),
  'import-events': () => require('./commands/import-events'),
};

const USAGE = `npx strapi-plugin-rewards <command> [options]

Run it in the folder of a Strapi project that has the plugin.

  import               earns for an order history, oldest order first
  import-events        records affiliate events, which are sent
  <command> --help     what a command takes`;

/** A command line that cannot be understood: its sentence, and what would be. */
function misunderstood(sentence, usage) {
  console.error(`${sentence}\n\n${usage}`);
  return EXIT.failed;
}

async function main([name, ...rest]) {
  if (name === undefined || name === '--help' || name === '-h') {
    console.log(USAGE);
    return name === undefined ? EXIT.failed : EXIT.done;
  }
  if (!Object.hasOwn(COMMANDS, name)) return misunderstood(`There is no command "${name}".`, USAGE);
  const command = COMMANDS[name]();
  let given;
  try {
    given = parseArgs({
      args: rest,
      options: { ...command.OPTIONS, help: { type: 'boolean', short: 'h', default: false } },
    }).values;
    if (!given.help) command.check(given);
  } catch (error) {
    return misunderstood(error.message, command.USAGE);
  }
  if (given.help) {
    console.log(command.USAGE);
    return EXIT.done;
  }
  return command.run(given);
}

main(process.argv.slice(2)).then(
  // Strapi leaves handles open that would keep the process.
  (code) => process.exit(code),
  (error) => {
    console.error(error);
    process.exit(EXIT.failed);
  },
);
