'use strict';

/** What a command ends with. `withProblems`: it did its work, and some of what it was given could not be taken. */
exports.EXIT = { done: 0, failed: 1, withProblems: 2 };
