/**
 * V1. What leaves by the content API passes here, whatever populated it: a member without a public profile is not there, one
 * with it has what V2 names and nothing else; awards and badges that nobody is to see are not there either.
 */
import { traverseEntity } from '@strapi/utils';
import { BADGE_AWARD_UID, BADGE_UID, MEMBER_UID, type PublicMember } from '../../members';
import { type Guarded, isGuarded, type Visible } from './visible';

type Entity = Readonly<Record<string, unknown>> & { readonly id?: unknown };

/** The parts of Strapi's schemas that are looked at. */
export interface Schema {
  readonly uid: string;
  readonly attributes: Readonly<Record<string, Attribute | undefined>>;
}
export interface Attribute {
  readonly type: string;
  readonly relation?: string;
  readonly target?: string;
  readonly component?: string;
}
export type GetModel = (uid: string) => Schema;

/** What a public member keeps of what was populated. */
const KEPT = ['id', 'documentId', 'level', 'tier', 'awards'];

/** What Strapi hands to whoever visits an attribute. */
interface Visit {
  readonly data: Entity;
  readonly key: string;
  readonly attribute: Attribute | undefined;
}
interface Change {
  set(key: string, value: unknown): void;
  remove(key: string): void;
}

/**
 * Takes out of an entity what nobody may see.
 *
 * @returns null when that is the entity itself
 */
export async function shownOf(visible: Visible, getModel: GetModel, schema: Schema, entity: unknown): Promise<unknown> {
  if (!isEntity(entity)) return entity;
  const [shown] = isGuarded(schema.uid) ? await passed(visible, [[schema.uid, entity]]) : [entity];
  if (shown === undefined) return null;
  // Strapi's types know of no visitor that waits for something; its code waits.
  const visit = (visited: Visit, change: Change): Promise<void> => showRelation(visible, visited, change);
  return traverseEntity(visit as never, { schema: schema as never, getModel: getModel as never }, shown as never);
}

async function showRelation(visible: Visible, { data, key, attribute }: Visit, { set, remove }: Change): Promise<void> {
  if (attribute?.type !== 'relation') return;
  const isMorph = attribute.relation?.startsWith('morph') ?? false;
  if (!isMorph && !isGuarded(attribute.target)) return;
  const value = data[key];
  const elements = [value].flat().filter(isEntity);
  const uidOf = (element: Entity) => (isMorph ? String(element.__type) : attribute.target);
  // A count of what one may not see, or whatever else is no row.
  if (elements.some(({ id }) => typeof id !== 'number')) {
    remove(key);
    return;
  }
  if (!elements.some((element) => isGuarded(uidOf(element)))) return;
  const left = await passed(
    visible,
    elements.map((element) => [uidOf(element), element]),
  );
  set(key, Array.isArray(value) ? left : (left[0] ?? null));
}

const isEntity = (value: unknown): value is Entity =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Those that may be seen, as they may be seen. */
async function passed(
  visible: Visible,
  elements: readonly (readonly [uid: string | undefined, entity: Entity])[],
): Promise<Entity[]> {
  const idsOf = (wanted: Guarded) => elements.flatMap(([uid, { id }]) => (uid === wanted ? [id as number] : []));
  const members = await visible.membersAmong(idsOf(MEMBER_UID));
  const shown = {
    [BADGE_UID]: await visible.among(BADGE_UID, idsOf(BADGE_UID)),
    [BADGE_AWARD_UID]: await visible.among(BADGE_AWARD_UID, idsOf(BADGE_AWARD_UID)),
  };
  return elements.flatMap(([uid, entity]) => {
    if (!isGuarded(uid)) return [entity];
    if (uid !== MEMBER_UID) return shown[uid].has(entity.id as number) ? [entity] : [];
    const member = members.get(entity.id as number);
    return member ? [asPublic(member, entity)] : [];
  });
}

function asPublic({ handle, name, memberSince }: PublicMember, entity: Entity): Entity {
  const kept = Object.entries(entity).filter(([key]) => KEPT.includes(key) || key === '__type');
  return { ...Object.fromEntries(kept), handle, name, memberSince };
}
