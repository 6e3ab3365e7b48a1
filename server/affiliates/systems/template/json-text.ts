/**
 * Parts of a JSON text as they are written there, so that a number keeps all of its digits. Nothing here is built of what a payload
 * holds, neither objects nor a stack of calls, so a name such as `__proto__` and a nesting of any depth are as good as others.
 */

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g;

/**
 * What stands at a path of a JSON text.
 *
 * @param json valid JSON
 * @param path names of members, and places in lists from 0; of members named alike the last holds, as in `JSON.parse`
 * @returns JSON, as written; null: there is nothing
 */
export function jsonAt(json: string, path: readonly string[]): string | null {
  let found: string | null = json.trim();
  for (const name of path) {
    if (found === null) return null;
    found = memberOf(found, name);
  }
  return found;
}

/** A JSON value as text: what a string says, and all else as it is written; null for null. */
export function textOfJson(json: string): string | null {
  if (json.startsWith('"')) return JSON.parse(json) as string;
  return json === 'null' ? null : json;
}

interface Walk {
  depth: number;
  /** The name of the member that is being read, and where its value begins. */
  name: string | null;
  start: number;
  found: string | null;
}

function memberOf(json: string, wanted: string): string | null {
  const isList = json.startsWith('[');
  if (!isList && !json.startsWith('{')) return null;
  let place = 0;
  const walk: Walk = { depth: 0, name: isList ? '0' : null, start: 1, found: null };
  for (const { 0: token, index } of json.matchAll(TOKEN)) {
    if (token === '}' || token === ']') walk.depth -= 1;
    if (walk.depth === 0 ? index > 0 : walk.depth === 1 && token === ',') {
      if (walk.name === wanted) walk.found = json.slice(walk.start, index).trim() || null;
      place += 1;
      Object.assign(walk, { name: isList ? String(place) : null, start: index + 1 });
    } else if (walk.depth === 1 && !isList) readName(walk, token, index);
    if (token === '{' || token === '[') walk.depth += 1;
  }
  return walk.found;
}

/** Before its colon a member is its name, behind it its value. */
function readName(walk: Walk, token: string, index: number): void {
  if (token === ':') walk.start = index + 1;
  else if (walk.name === null && token.startsWith('"')) walk.name = JSON.parse(token) as string;
}
