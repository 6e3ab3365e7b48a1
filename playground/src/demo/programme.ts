/** What the demo's club is made of, as an editor would have set it up. */
export const POINTS = 'points';
export const REPUTATION = 'reputation';
export const CREDITS = 'credits';

export const CURRENCIES = [
  { code: POINTS, name: 'Community Points', scale: 0, expiresAfterDays: 365, reversalPolicy: 'clamp' },
  { code: REPUTATION, name: 'Reputation', scale: 0, risingOnly: true, drivesLevels: true },
  { code: CREDITS, name: 'Store Credit', scale: 2, drivesTiers: true, reversalPolicy: 'arrears' },
] as const;

export const LEVELS = [
  { code: 'newcomer', name: 'Newcomer', threshold: '0', description: 'Welcome. Look around.' },
  { code: 'contributor', name: 'Contributor', threshold: '50', description: 'Has helped somebody already.' },
  { code: 'regular', name: 'Regular', threshold: '200', description: 'One of those who answer.' },
  { code: 'expert', name: 'Expert', threshold: '500', description: 'The one whom the others ask.' },
  { code: 'legend', name: 'Legend', threshold: '1000', description: 'There is a guide with this name on it.' },
] as const;

/** D7. */
export const TIERS = [
  { code: 'bronze', name: 'Bronze', threshold: '0', multiplier: '1.0', discountPercent: '0' },
  { code: 'silver', name: 'Silver', threshold: '1000.00', multiplier: '1.2', discountPercent: '0' },
  { code: 'gold', name: 'Gold', threshold: '5000.00', multiplier: '1.5', discountPercent: '5' },
  { code: 'platinum', name: 'Platinum', threshold: '10000.00', multiplier: '2.0', discountPercent: '10' },
] as const;

export const BADGES = [
  { code: 'founding-member', name: 'Founding member', description: 'Was there in the first week.' },
  { code: 'first-review', name: 'First review', description: 'Published a first review.' },
  { code: 'helping-hand', name: 'Helping hand', description: 'Had ten answers accepted.' },
  { code: 'globetrotter', name: 'Globetrotter', description: 'Booked on three continents.' },
  { code: 'photographer', name: 'Photographer', description: 'Twenty photos approved.' },
  { code: 'host-of-the-month', name: 'Host of the month', description: 'Chosen by the community.' },
  { code: 'bug-hunter', name: 'Bug hunter', description: 'Reported something that was really broken.' },
  { code: 'five-hundred-days', name: 'Five hundred days', description: 'Came back, and back again.' },
] as const;

interface Rule {
  readonly rule: string;
  readonly reason: string;
  /** What the event ids begin with. */
  readonly event: string;
  readonly amounts: readonly number[];
  /** How often, against the others. */
  readonly weight: number;
}

export const POINT_RULES: readonly Rule[] = [
  { rule: 'community.daily-visit', reason: 'Daily visit', event: 'visit', amounts: [2, 5], weight: 5 },
  { rule: 'community.review', reason: 'Review published', event: 'review', amounts: [25, 40], weight: 4 },
  { rule: 'community.photo', reason: 'Photo approved', event: 'photo', amounts: [10, 15], weight: 3 },
  { rule: 'community.survey', reason: 'Survey completed', event: 'survey', amounts: [50], weight: 2 },
  { rule: 'community.event', reason: 'Meet-up attended', event: 'meetup', amounts: [100, 150], weight: 1 },
  { rule: 'community.referral', reason: 'Friend joined', event: 'referral', amounts: [250], weight: 1 },
];

export const REPUTATION_RULES: readonly Rule[] = [
  { rule: 'reputation.upvote', reason: 'Answer upvoted', event: 'vote', amounts: [2, 5], weight: 6 },
  { rule: 'reputation.accepted', reason: 'Answer accepted', event: 'answer', amounts: [15], weight: 3 },
  { rule: 'reputation.guide', reason: 'Guide featured', event: 'guide', amounts: [50], weight: 1 },
];

export const PROMOTIONS = ['Spring campaign', 'Birthday bonus', 'Welcome back bonus', 'Weekend double points'] as const;

export const REWARDS = [
  { reason: 'Redeemed: enamel mug', amount: 180 },
  { reason: 'Redeemed: tote bag', amount: 120 },
  { reason: 'Redeemed: sticker sheet', amount: 40 },
  { reason: 'Redeemed: city walking tour', amount: 450 },
  { reason: 'Redeemed: donation to the trail fund', amount: 100 },
] as const;

export const ADJUSTMENT_REASONS = {
  up: [
    'Goodwill after late delivery',
    'Compensation for a broken link',
    'Points missing from meet-up, checked by hand',
  ],
  down: ['Double booking of one event corrected', 'Review removed by moderation', 'Test posting taken back'],
} as const;

/** What posts in the demo, unless a person does. */
export const SOURCE = 'demo';

/** Who adjusts by hand in the demo. */
export const STAFF = [
  { id: 'admin:demo-manager', name: 'Mona Manager' },
  { id: 'admin:demo-support', name: 'Tomáš Novotný' },
] as const;
