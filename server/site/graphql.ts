/**
 * What a site may ask by GraphQL: the catalogue, public profiles and leaderboards, read-only, by the permissions of the routes
 * that answer the same. GraphQL makes nothing of the plugin's content by itself (`server/graphql.ts`).
 */
import type { Core } from '@strapi/types';
import { z } from 'zod';
import type { LeaderboardDto, SiteContent } from '../contract';
import { RewardsError } from '../kernel';
import { toStrapiError } from '../kernel/content-guard';
import { parseInput } from '../kernel/http';
import { BADGE_UID, LEVEL_UID, TIER_UID } from '../members';
import type { Leaderboards } from '../reports';
import type { ContentReader } from './content';
import { LEADERBOARD, PROFILE } from './http/schemas';
import { publicProfile, type ProfileDependencies } from './profile';

const TYPES = `
  type RewardsBadge {
    code: String!
    name: String!
    description: String
    imageUrl: String
    "When it was awarded, on a profile."
    awardedAt: String
  }
  "A level or a tier."
  type RewardsRank {
    code: String!
    name: String!
    description: String
    imageUrl: String
    "From where on it is reached: a decimal string."
    threshold: String!
  }
  type RewardsProfile {
    handle: String
    "Null for whoever goes by an alias."
    name: String
    memberSince: String!
    level: RewardsRank
    tier: RewardsRank
    badges: [RewardsBadge!]!
  }
  type RewardsLeaderboardRow {
    rank: Int!
    amount: String!
    handle: String
    name: String
    hasProfile: Boolean!
  }
  type RewardsLeaderboard {
    currency: String!
    period: String!
    since: String
    total: Int!
    rows: [RewardsLeaderboardRow!]!
  }
  type Query {
    rewardsBadges: [RewardsBadge!]!
    rewardsLevels: [RewardsRank!]!
    rewardsTiers: [RewardsRank!]!
    "Null where nobody shows a profile under the handle."
    rewardsProfile(handle: String!): RewardsProfile
    "The period is all, month or week."
    rewardsLeaderboard(currency: String!, period: String, page: Int, pageSize: Int): RewardsLeaderboard!
  }
`;

/** The permission of the route that answers the same. */
const SCOPES = {
  rewardsBadges: 'badge.find',
  rewardsLevels: 'level.find',
  rewardsTiers: 'tier.find',
  rewardsProfile: 'member.find',
  rewardsLeaderboard: 'leaderboard.find',
} as const;

interface Extension {
  use(configuration: object): void;
}

interface GraphqlContext {
  readonly state?: { readonly auth?: object };
}

type Resolver<Args = object> = (root: unknown, args: Args, context: GraphqlContext) => Promise<unknown>;

interface BoardArgs {
  readonly currency: string;
  readonly period?: string | null;
  readonly page?: number | null;
  readonly pageSize?: number | null;
}

export interface GraphqlDependencies extends ProfileDependencies {
  readonly leaderboards: Leaderboards;
}

/** Opens GraphQL to what a site may see, where a project has it. Before GraphQL builds its schema, which it does in its bootstrap. */
export function openGraphql(strapi: Core.Strapi, dependencies: () => GraphqlDependencies): void {
  const graphql = strapi.plugin('graphql') as Core.Plugin | undefined;
  if (!graphql) return;
  const scopes = Object.entries(SCOPES).map(([query, permission]) => [
    `Query.${query}`,
    { auth: { scope: [`plugin::rewards.${permission}`] } },
  ]);
  graphql.service<Extension>('extension').use({
    typeDefs: TYPES,
    resolvers: { Query: queriesOf(dependencies) },
    resolversConfig: Object.fromEntries(scopes) as object,
  });
}

function queriesOf(dependencies: () => GraphqlDependencies): Record<keyof typeof SCOPES, Resolver<never>> {
  const all =
    (uid: Parameters<ContentReader['all']>[0]): Resolver =>
    async (_, _args, { state }) =>
      (await dependencies().content.all(uid, state?.auth)).map(flat);
  return {
    rewardsBadges: all(BADGE_UID),
    rewardsLevels: all(LEVEL_UID),
    rewardsTiers: all(TIER_UID),
    rewardsProfile: (async (_, { handle }, { state }) => {
      try {
        const { handle: wanted } = parseInput(z.object(PROFILE.params), { handle });
        countProfile(state);
        const { level, tier, badges, ...profile } = await publicProfile(dependencies(), wanted, state?.auth);
        return { ...profile, level: level && flat(level), tier: tier && flat(tier), badges: badges.map(flat) };
      } catch (error) {
        if (error instanceof RewardsError && error.code === 'PROFILE_NOT_FOUND') return null;
        throw asGraphqlError(error);
      }
    }) satisfies Resolver<{ readonly handle: string }>,
    rewardsLeaderboard: (async (_, args) => {
      try {
        const { board, total } = await dependencies().leaderboards.page(toRequest(args));
        return { ...flatBoard(board), total };
      } catch (error) {
        throw asGraphqlError(error);
      }
    }) satisfies Resolver<BoardArgs>,
  };
}

/** Content with the address of its image, and nothing else of the file. */
const flat = ({ image, ...content }: SiteContent): SiteContent => ({
  ...content,
  imageUrl: (image as { readonly url?: string } | null | undefined)?.url ?? null,
});

const flatBoard = ({ currency, ...board }: LeaderboardDto) => ({ ...board, currency: currency.code });

/** As the route asks, whose numbers stand in a query string. @throws INVALID_INPUT */
function toRequest(args: BoardArgs) {
  const given = Object.entries(args).filter(([, value]) => value !== null && value !== undefined);
  const asked = Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
  return parseInput(z.object({ ...LEADERBOARD.params, ...LEADERBOARD.query }), asked);
}

/** Profiles that one request may ask for. Each takes several statements, and aliases ask for any number at once. */
const MOST_PROFILES = 20;
const profilesOf = new WeakMap<object, number>();

/** @throws TOO_MANY */
function countProfile(request: object | undefined): void {
  if (!request) return;
  const count = (profilesOf.get(request) ?? 0) + 1;
  profilesOf.set(request, count);
  if (count > MOST_PROFILES) {
    throw new RewardsError('TOO_MANY', { field: 'rewardsProfile', limit: String(MOST_PROFILES) });
  }
}

/** In Strapi's terms, which GraphQL shows with its details. */
const asGraphqlError = (error: unknown): unknown => (error instanceof RewardsError ? toStrapiError(error) : error);
