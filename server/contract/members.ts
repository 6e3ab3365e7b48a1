import type { SetConsentInput } from './consent';
import type { Actor, DecimalString, InstantInput, IsoInstant, MemberId, PostingResult } from './ledger';
import type { CurrencyNameDto } from './ledger-list';
import type { PostingPreviewDto } from './preview';

/** Bounds on what the members' service takes. Characters, except where said. */
export const MEMBER_LIMITS = {
  externalId: 200,
  siteUser: 40,
  name: 200,
  handle: 100,
  email: 254,
  /** Members of one `ensureMany` call. */
  ensureMany: 10_000,
} as const;

/**
 * V6. Which users of the site are members, under `members` in the plugin's configuration. `every-user`: all of them, also those
 * who were there before. `on-sign-up`: whoever signs up from now on, once confirmed. `on-demand`: whoever a posting, a consent
 * or the host's code makes one (default).
 */
export const MEMBERS_SETTINGS = ['every-user', 'on-sign-up', 'on-demand'] as const;
export type MembersSetting = (typeof MEMBERS_SETTINGS)[number];

/** Who a member is. At least one of the two ids is given; the rest is kept when the member is new. */
export interface MemberInput {
  /** The id in an outside system, such as a shop's customer number. */
  readonly externalId?: string;
  /** The documentId of the users-permissions user. */
  readonly siteUser?: string;
  readonly name?: string;
  /** V2. Left out where another member has it. */
  readonly handle?: string;
  readonly email?: string;
}

/**
 * What is to change about who a member is. What is left out stays as it is; null clears it, and of the two ids one has to
 * stay.
 */
export interface UpdateMemberInput {
  readonly member: MemberId;
  readonly externalId?: string | null;
  readonly siteUser?: string | null;
  readonly name?: string | null;
  readonly handle?: string | null;
  readonly email?: string | null;
}

/** One of the ids by which `find` looks. */
export type MemberKey = Required<Pick<MemberInput, 'externalId'>> | Required<Pick<MemberInput, 'siteUser'>>;

/** B15. What the member chose to show. All false until they say otherwise. */
export interface ConsentsDto {
  readonly publicProfile: boolean;
  readonly leaderboard: boolean;
  readonly alias: boolean;
  readonly notificationEmails: boolean;
}

export interface MemberDto {
  readonly documentId: MemberId;
  readonly externalId: string | null;
  readonly siteUser: string | null;
  readonly name: string | null;
  readonly handle: string | null;
  readonly email: string | null;
  readonly lastSeenAt: IsoInstant | null;
  readonly consents: ConsentsDto;
  /** Nothing personal is left; the accounts remain. */
  readonly anonymised: boolean;
  /** The code of the level (L26), null below the lowest. */
  readonly level: string | null;
  /** The code of the tier (L26), null below the lowest. */
  readonly tier: string | null;
}

/** What a member has in a currency, now. */
export interface MemberBalanceDto {
  readonly currency: CurrencyNameDto;
  readonly balance: DecimalString;
  readonly held: DecimalString;
  readonly available: DecimalString;
  readonly lifetimeEarned: DecimalString;
  readonly lifetimeSpent: DecimalString;
}

export interface TierDto {
  readonly code: string;
  readonly name: string;
  readonly threshold: DecimalString;
  /** D8. What an order earns is multiplied by this. */
  readonly multiplier: DecimalString;
  readonly discountPercent: DecimalString;
}

/** D7. Where a member stands between two tiers. */
export interface TierProgressDto {
  /** The currency that drives tiers: thresholds and what remains are amounts of it. */
  readonly currency: CurrencyNameDto;
  readonly tier: TierDto | null;
  readonly next: TierDto | null;
  /** What is still to be earned for the next tier; zero at the top. */
  readonly remaining: DecimalString;
  /** Whole per cent of the way from this tier to the next, rounded down; 100 at the top. */
  readonly percent: number;
}

/** B16. */
export interface AwardInput {
  readonly member: MemberId;
  /** The badge's code. */
  readonly badge: string;
  /** Who gives it, kept as plain text. */
  readonly awardedBy?: string;
}

export interface HeldBadgeDto {
  readonly code: string;
  readonly name: string;
  readonly description: string | null;
  readonly awardedAt: IsoInstant;
  readonly awardedBy: string | null;
}

/** B16. What awarding did: false when the member had the badge already. */
export interface AwardDto {
  readonly awarded: boolean;
  readonly badge: HeldBadgeDto;
}

/** V11. A badge is taken away. */
export interface RevokeInput {
  readonly member: MemberId;
  /** The badge's code. */
  readonly badge: string;
  /** Who takes it away, kept as plain text. */
  readonly revokedBy?: string;
  /** Why, for those who look after members and for the member's export; no verifier is told. */
  readonly reason?: string;
}

/** What taking a badge away did: false when the member does not have it. */
export interface RevokeDto {
  readonly revoked: boolean;
}

/** The directory of members. A refusal is a `RewardsError` with a code of `ERRORS`. */
export interface MembersService {
  /**
   * The member with these ids, made when there is none: once, however many ask at the same time. A member known by one id
   * gets the other one. Whoever is made or linked with a `siteUser` has that user's name as handle and their email, as far as none are
   * given and the handle is nobody else's (V6). MEMBER_CONFLICT when the ids belong to two members, or the member has another such id; `field` says
   * which id it is about.
   */
  ensure(input: MemberInput): Promise<MemberDto>;
  /** As `ensure`, for many, in a few statements; the answers in the order of the inputs. TOO_MANY, or as `ensure`. */
  ensureMany(inputs: readonly MemberInput[]): Promise<MemberDto[]>;
  /** The member, or null. */
  get(member: MemberId): Promise<MemberDto | null>;
  /** The member with an id of another system or of the site's users, or null; none is made. */
  find(by: MemberKey): Promise<MemberDto | null>;
  /**
   * Changes who the member is. An id can be set, exchanged or cleared, but one stays; the account, the ledger and the badges
   * are the member's as before. Handle and email that are empty, or that the former site user was called by, are those of the
   * site user (V6). MEMBER_NOT_FOUND; MEMBER_ANONYMISED; MEMBER_CONFLICT, whose `field` names the id that another member has;
   * HANDLE_TAKEN.
   */
  update(input: UpdateMemberInput): Promise<MemberDto>;
  /**
   * V7. Writes down what the member has chosen, each change with its instant and what held before; MEMBER_NOT_FOUND. It is for
   * the member to call: nobody chooses for somebody else.
   */
  setConsent(input: SetConsentInput): Promise<MemberDto>;
  /**
   * What the member has in each currency in which they have an account, in the order of the currencies, each as the ledger's
   * `balance` tells it; MEMBER_NOT_FOUND.
   */
  balances(member: MemberId): Promise<MemberBalanceDto[]>;
  /** Notes that the member was here, at most once an hour; whoever does not exist is passed over. */
  seen(member: MemberId): Promise<void>;
  /** B16. The badges that the member holds, newest first; MEMBER_NOT_FOUND. */
  badges(member: MemberId): Promise<HeldBadgeDto[]>;
  /**
   * L36. Takes everything personal off the member, the ids included; accounts, ledger, level, tier and badges stay.
   * MEMBER_NOT_FOUND. Once done, doing it again changes nothing.
   */
  anonymise(member: MemberId): Promise<MemberDto>;
  /**
   * B16. Gives a badge to a member, at once. A badge that is held already is no error and changes nothing: `awarded` is
   * false. MEMBER_NOT_FOUND, BADGE_NOT_FOUND.
   */
  award(input: AwardInput): Promise<AwardDto>;
  /**
   * V11. Takes a badge away from a member, and with it what they took along: its credential is revoked. A badge that is not
   * held is no error and changes nothing: `revoked` is false. Who, when and why is kept. MEMBER_NOT_FOUND, BADGE_NOT_FOUND.
   */
  revoke(input: RevokeInput): Promise<RevokeDto>;
  /** D7. Tier, next tier and what is left; MEMBER_NOT_FOUND. Null when no currency drives tiers. */
  tierProgress(member: MemberId): Promise<TierProgressDto | null>;
}

/** D4. Why a balance was corrected. */
export const ADJUSTMENT_KINDS = ['correction', 'manual', 'reconciliation'] as const;
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

/** B18. A correction by an administrator. */
export interface PostAdjustmentInput {
  readonly kind?: AdjustmentKind;
  readonly member: MemberId;
  readonly currency: string;
  /** Signed: `"500"` or `"-200"`. */
  readonly amount: DecimalString;
  /** At least 8 characters. */
  readonly reason: string;
  /** Who corrects: the ledger's row has them as they are. */
  readonly actor: Actor;
  /** Made by the form once, so that a double click posts once (B19). */
  readonly idempotencyKey: string;
  readonly expiresAt?: InstantInput | null;
  /** D4. The discrepancy that it resolves. */
  readonly discrepancy?: string;
}

/** Manual adjustments: a ledger row and its record, both or neither. */
export interface AdjustmentsService {
  /** B18, B19. Errors as the ledger's `adjust`; a replay records nothing again. */
  post(input: PostAdjustmentInput): Promise<PostingResult>;
  /** What it would do, with nothing posted; errors as `post`. */
  preview(input: Pick<PostAdjustmentInput, 'member' | 'currency' | 'amount'>): Promise<PostingPreviewDto>;
}
