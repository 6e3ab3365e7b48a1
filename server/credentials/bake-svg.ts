/** V11. Puts a signed credential into an image, as Open Badges 3.0 says for SVG ("baking"). */

const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0';

/** What may stand in front of the root: a declaration, comments, a document type. */
const PROLOG = /^\uFEFF?\s*(?:<\?[\s\S]*?\?>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>\s*)*/i;
/** The root's tag, in whose attributes a > may stand. */
const ROOT = /^<svg(?=[\s>])(?:[^"'>]|"[^"]*"|'[^']*')*>/;
const DECLARED = /\sxmlns:openbadges\s*=\s*["']([^"']*)["']/;

/** An image that a credential can be put into. */
export interface OpenSvg {
  with(jwt: string): string;
}

/** Null for what is no image of its own, or holds a credential already. */
export function openSvg(svg: string): OpenSvg | null {
  const prolog = PROLOG.exec(svg)?.[0] ?? '';
  const root = ROOT.exec(svg.slice(prolog.length))?.[0];
  if (root === undefined || root.endsWith('/>') || svg.includes('<openbadges:credential')) return null;
  const declared = DECLARED.exec(root)?.[1];
  if (declared !== undefined && declared !== NAMESPACE) return null;
  const tag = declared === undefined ? `${root.slice(0, -1)} xmlns:openbadges="${NAMESPACE}">` : root;
  const rest = svg.slice(prolog.length + root.length);
  return { with: (jwt) => `${prolog}${tag}<openbadges:credential verify="${jwt}"></openbadges:credential>${rest}` };
}
