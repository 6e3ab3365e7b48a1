import type { PrimitiveType } from 'react-intl';

import type {
  ClubEventPageDto,
  DecidingMissionDto,
  LeafOutcomeDto,
  MissionDecisionDto,
  PayoutDto,
  ProgressDto,
} from '../../../../server/contract';
import type { MessageKey } from '../../../translate';
import { type ConditionLeaf, type ConditionTree, readConditions } from '../../../ui/mission/conditions';

/** What the words of a decision are made from. */
export interface DecisionWordSource {
  readonly translate: (key: MessageKey, values?: Record<string, PrimitiveType>) => string;
  readonly locale: string;
  /** One comparison of a condition. */
  comparison(leaf: ConditionLeaf): string;
  /** What a payout comes to, and why it waits or has failed. */
  what(payout: Pick<PayoutDto, 'currency' | 'amount' | 'badge'>): string;
  why(payout: PayoutDto): string | null;
  figure(decimal: string): string;
}

/** What came of a part of conditions: whether it held, and in words what kept it from holding. */
interface Part {
  readonly held: boolean;
  readonly why: readonly string[];
}

/** E6, A11. What was decided on an event, in words: in all, and by each mission that was looked at. */
export function decisionWords({ translate, locale, comparison, what, why, figure }: DecisionWordSource) {
  const nameOf = ({ name }: DecidingMissionDto) => name;
  const listed = (parts: readonly string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);

  const progress = ({ kind, before, after, target, period }: ProgressDto): string =>
    translate(`club.progress.${kind}`, {
      ...{ before: figure(before), after: figure(after), target: figure(target), period },
    });

  /** @param leaves what came of the comparisons, taken one after the other in the order of the tree */
  const partOf = (tree: ConditionTree, leaves: Iterator<LeafOutcomeDto>): Part => {
    if (!('group' in tree)) {
      const next = leaves.next();
      const { outcome, value }: LeafOutcomeDto = next.done ? { outcome: 'held', value: null } : next.value;
      if (outcome === 'held') return { held: true, why: [] };
      const wanted = comparison(tree);
      const why =
        value === null
          ? translate('club.leaf.missing', { wanted, fact: tree.fact })
          : translate('club.leaf.failed', { wanted, value });
      return { held: false, why: [why] };
    }
    const parts = tree.parts.map((part) => ({ part, came: partOf(part, leaves) }));
    const failed = parts.flatMap(({ came }) => (came.held ? [] : came.why));
    if (tree.group === 'all') return { held: failed.length === 0, why: failed };
    const holding = parts.filter(({ came }) => came.held);
    if (tree.group === 'any') return holding.length > 0 ? { held: true, why: [] } : { held: false, why: failed };
    const unwanted = holding.map(({ part }) =>
      'group' in part
        ? translate('club.outcome.conditions')
        : translate('club.leaf.unwanted', { wanted: comparison(part) }),
    );
    return { held: unwanted.length === 0, why: unwanted };
  };

  /** Which comparisons kept a mission from paying. */
  const missing = ({ leaves }: MissionDecisionDto, { definition }: DecidingMissionDto): string => {
    const tree = readConditions(definition.conditions);
    const why = tree ? partOf(tree, leaves.values()).why : [];
    return why.length === 0 ? translate('club.outcome.conditions') : listed(why);
  };

  /** What a mission made of the event. */
  function mission(decision: MissionDecisionDto, of: DecidingMissionDto, payouts: readonly PayoutDto[]): string {
    const values = { mission: nameOf(of) };
    if (decision.outcome === 'conditions') {
      return translate('club.said.conditions', { ...values, why: missing(decision, of) });
    }
    if (decision.outcome === 'progress' && decision.progress) {
      return translate('club.said.progress', { ...values, progress: progress(decision.progress) });
    }
    const { outcome } = decision;
    if (outcome !== 'fulfilled') return translate(`club.said.${outcome}`, values);
    const own = payouts.filter(({ mission: { id } }) => id === of.id);
    if (own.length === 0) return translate('club.said.nothing', values);
    return listed(
      own.map((payout) => {
        const told = { ...values, what: what(payout), why: why(payout) ?? '' };
        const { status } = payout;
        return translate(`club.said.${status}`, told);
      }),
    );
  }

  return {
    mission,
    progress,
    /** The sentence on top. */
    event({ status, reason, error, decision, missions, payouts, type }: ClubEventPageDto): string {
      if (reason !== null) return translate(`club.held.${reason}`);
      if (status === 'error') return translate('club.said.error', { error: error ?? '' });
      if (!decision) return translate('club.said.received');
      const told = decision.missions.flatMap((one) => {
        const of = missions.find(({ id, version }) => id === one.mission && version === one.version);
        return of ? [{ one, of }] : [];
      });
      const fulfilled = told.filter(({ one }) => one.outcome === 'fulfilled');
      const said = fulfilled.length > 0 ? fulfilled : told;
      if (said.length === 0) return translate('club.said.no-mission', { type });
      return said.map(({ one, of }) => mission(one, of, payouts)).join(' ');
    },
  };
}

export type DecisionWords = ReturnType<typeof decisionWords>;
