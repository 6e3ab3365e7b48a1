/** What a room gives to the plugin: one object each, which `server/index.ts` folds into what Strapi gets. */
import type { Core } from '@strapi/types';
import type { EndpointName, NamedCurrencyDto, PermissionName, TaskName } from '../contract';
import type { ContentGuard } from './content-guard';
import type { Db } from './dialect';
import type { Host } from './host';
import type { AdminAction } from './http';
import type { LeanModel } from './model-store';
import type { TaskWork } from './task';
import type { TextIndex } from './text-index-store';

/** A content type, and who may write it. */
export interface RoomContent {
  readonly uid: string;
  readonly type: object;
  /** L40. Attributes that are compared byte for byte. */
  readonly ids: readonly string[];
  /** What an administrator needs besides Strapi's own permissions to write it. */
  readonly editedWith: PermissionName;
  /** Written by the room alone. */
  readonly isSealed?: true;
  /** An edit of it is an edit of the rules (L25, L26): one transaction, and nobody decides by them meanwhile. */
  readonly isRule?: true;
}

/** How the settings of a role list a permission. */
export interface PermissionText {
  readonly displayName: string;
  readonly subCategory: string;
}

/**
 * @typeParam Needs what other rooms give and this one uses
 * @typeParam Gives what this one gives to others
 * @typeParam Container what it works with: both
 */
export interface Room<Needs extends object, Gives extends object, Container = Needs & Gives> {
  /** By their singular names. */
  readonly contentTypes?: Readonly<Record<string, RoomContent>>;
  /** Tables that are no content types. */
  readonly models?: readonly LeanModel[];
  readonly textIndexes?: readonly TextIndex[];
  readonly permissions?: Partial<Record<PermissionName, PermissionText>>;
  /** By the setting's name in the configuration: refuses what cannot be used. */
  readonly settings?: Readonly<Record<string, (setting: unknown) => unknown>>;
  /** The currencies that the configuration names in these settings; not those that hold where it names none. */
  readonly namedCurrencies?: (host: Host) => readonly NamedCurrencyDto[];
  /** Endpoints of the admin API, by the name of the controller that answers them. */
  readonly endpoints?: Readonly<Record<string, Partial<Record<EndpointName, object>>>>;
  /** Events that a webhook may listen to, by the key under which Strapi lists them: those that are told at all. */
  readonly webhookEvents?: (host: Host) => Readonly<Record<string, string>>;

  /** Builds what the room gives. `needs` is filled room by room: one that comes later is there when it is used, not yet here. */
  create?(host: Host, needs: Needs): Gives;
  /** What hosts get by `strapi.plugin('rewards').service(name)`. */
  readonly services?: Readonly<Record<string, (host: Host, container: Container) => object>>;
  readonly controllers?: Readonly<Record<string, (host: Host, container: Container) => Controller>>;
  /** Controllers of the content API. */
  readonly contentControllers?: Readonly<Record<string, (host: Host, container: Container) => object>>;
  /** Routes of the content API, below `/api/rewards`; asked for when every content type is there. */
  contentRoutes?(strapi: Core.Strapi): readonly object[];
  tasks?(host: Host, container: Container): Partial<Record<TaskName, TaskWork>>;
  guards?(host: Host, container: Container): readonly ContentGuard<never>[];
  /** What the room knows of a member, for the export of the member's data. */
  memberRecords?(host: Host): Readonly<Record<string, MemberRecords>>;
  /** Before Strapi reads content types into the database; the container is there when its use begins. */
  register?(strapi: Core.Strapi, container: () => Container & Gathered): void;
  /** Makes what is missing in the database, and changes nothing where nothing is. One instance at a time; nothing posts yet. */
  setUp?(host: Host, container: Container): Promise<void>;
  /** Makes the content that a new project begins with, when every guard stands. */
  seed?(host: Host): Promise<void>;
  /** Strapi listens. */
  start?(container: Container): void;
  /** Ends what was begun; afterwards nothing of the room holds the process open. */
  stop?(container: Container): Promise<void>;
}

export type Controller = Readonly<Record<string, AdminAction>>;
export type MemberRecords = (db: Db, member: string) => AsyncIterable<object>;

/** What every room finds in the container, gathered from all of them. */
export interface Gathered {
  /** The work of every task, when all rooms are built. */
  taskWork(): Partial<Record<TaskName, TaskWork>>;
  readonly memberRecords: Readonly<Record<string, MemberRecords>>;
  /** Every currency that the configuration names. */
  namedCurrencies(): readonly NamedCurrencyDto[];
  /** The content types that are rules. */
  readonly ruleUids: readonly string[];
}

/** Checks a room's object, whose needs are named and whose gifts are told by `create`. */
export const defineRoom =
  <Needs extends object>() =>
  <Gives extends object = object>(room: Room<Needs, Gives>): Room<Needs, Gives> =>
    room;

type Needed<R> = R extends Room<infer Needs, object, never> ? Needs : never;
type Given<R> = R extends Room<never, infer Gives, never> ? Gives : never;
type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

/** Some rooms, as far as they are alike. */
export type AnyRoom = Room<never, object, never>;
/** All that some rooms give. */
export type ContainerOf<Rooms extends readonly AnyRoom[]> = Gathered & Intersection<Given<Rooms[number]>>;
/** The rooms, where all of their needs are given; else what a room misses. */
export type Furnished<Rooms extends readonly AnyRoom[]> = {
  [I in keyof Rooms]: ContainerOf<Rooms> extends Needed<Rooms[I]>
    ? Rooms[I]
    : { readonly missing: Exclude<keyof Needed<Rooms[I]>, keyof ContainerOf<Rooms>> };
};
