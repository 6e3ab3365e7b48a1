/**
 * S3. What the Content Manager shows of the member, badge, level or tier that a project's content relates to: its name. Strapi
 * asks for the permission to read the other type, which nobody can be given for members, and shows ids without it.
 */
import type { Core } from '@strapi/types';
import { type PickedMemberDto, permissionUid } from '../../contract';
import { isOwnUid, ownTypeOf } from '../../kernel';
import { goThrough, type Middleware } from '../../kernel/route-policies';
import { fold, withoutSign } from '../../kernel/search';
import { MEMBER_UID } from '../../members';

type Query = Readonly<Record<string, unknown>>;

interface Answer {
  readonly results?: readonly (Readonly<Record<string, unknown>> & { readonly documentId: string })[];
}

/** Where names come from. */
export interface Names {
  /** Members by name, handle or e-mail. */
  find(words: string): Promise<readonly PickedMemberDto[]>;
  among(ids: readonly string[]): Promise<readonly PickedMemberDto[]>;
}

const READ = 'plugin::content-manager.explorer.read';
const ROUTES = ['/relations/:model/:targetField', '/relations/:model/:id/:targetField'];

/**
 * Lets whoever may edit the content see the names of what it relates to. With the permission to view members they find members
 * by handle and e-mail too, and see both beside the name, by which Strapi's picker looks through what it has found. Before the
 * routes are mounted.
 */
export function nameRelations(strapi: Core.Strapi, names: () => Names): void {
  const through: Middleware = async (ctx, next) => {
    const { request, state } = ctx;
    const { userAbility } = state;
    const target = targetOf(strapi, ctx.params);
    if (!userAbility || target === undefined) {
      await next();
      return;
    }
    // Strapi answers the whole row to who asks for a field that they may not see.
    const { fields: _fields, populate: _populate, ...query } = request.query;
    const words = target === MEMBER_UID ? wordsOf(query) : undefined;
    const seesAll = userAbility.can(permissionUid('view-members'));
    const found = words === undefined ? undefined : await findNamed(words, seesAll);
    request.query = found ? narrowed(query, found) : query;
    // The ability is of this request alone.
    if (ownTypeOf(strapi, target).isOpen)
      userAbility.update([...userAbility.rules, { action: READ, subject: target, fields: ['name'] }]);
    await next();
    if (target === MEMBER_UID) ctx.body = await named(ctx.body as Answer, found, seesAll);
  };

  async function findNamed(words: string, seesAll: boolean): Promise<readonly PickedMemberDto[]> {
    const term = fold(withoutSign(words));
    return (await names().find(words)).filter((one) => seesAll || fold(nameOf(one) ?? '').includes(term));
  }

  /** @param found among whom the results are; undefined where nobody was looked for */
  async function named(
    answer: Answer,
    found: readonly PickedMemberDto[] | undefined,
    seesAll: boolean,
  ): Promise<Answer> {
    if (!answer.results) return answer;
    const among = found ?? (await names().among(answer.results.map(({ documentId }) => documentId)));
    const members = new Map(among.map((one) => [one.id, one]));
    const results = answer.results.map((one) => {
      const member = members.get(one.documentId);
      return member ? { ...one, name: found && seesAll ? wholeOf(member) : nameOf(member) } : one;
    });
    return { ...answer, results };
  }

  goThrough(strapi, 'content-manager', {
    through,
    isAsked: ({ method, path }) => method === 'GET' && ROUTES.includes(path),
  });
}

/** A query for those who were found, in place of Strapi's own search. */
function narrowed({ _q, ...query }: Query, found: readonly PickedMemberDto[]): Query {
  const given = query.filters === undefined ? [] : [query.filters];
  // An empty list is taken for no filter at all; no member has an empty id.
  const ids = found.length > 0 ? found.map(({ id }) => id) : [''];
  return { ...query, filters: { $and: [...given, { documentId: { $in: ids } }] } };
}

const wordsOf = ({ _q: words }: Query): string | undefined =>
  typeof words === 'string' && words.trim() !== '' ? words.trim() : undefined;

/** A member goes by their name, else by their handle. */
const nameOf = ({ name, handle }: PickedMemberDto): string | null => name ?? handle;

const wholeOf = (member: PickedMemberDto): string | null =>
  [...new Set([nameOf(member), member.handle, member.email])].filter((part) => part !== null).join(' · ') || null;

/** The type of ours that the relation leads to. */
function targetOf(strapi: Core.Strapi, { model, targetField }: Record<string, string>): string | undefined {
  const source = strapi.getModel(model as never) as
    { readonly attributes: Readonly<Record<string, { readonly target?: unknown }>> } | undefined;
  const target = source?.attributes[targetField ?? '']?.target;
  return isOwnUid(target) ? target : undefined;
}
