import { Box, Flex, Typography } from '@strapi/design-system';
import { Check, Cross } from '@strapi/icons';
import { styled } from 'styled-components';

import type {
  ClubEventPageDto,
  DecidingMissionDto,
  LeafOutcomeDto,
  MissionDecisionDto,
} from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { type ConditionTree, readConditions } from '../../../ui/mission/conditions';
import { useMissionWords } from '../../../ui/mission/useMissionWords';
import { useDecisionWords } from './useDecisionWords';

/** E6. What each mission that was looked at made of the event, and why. */
export function Decision({ detail }: { readonly detail: ClubEventPageDto }) {
  const { decision, missions, payouts } = detail;
  const translate = useTranslate();
  const words = useDecisionWords();
  if (!decision) return <Typography>{translate('club.decision.none')}</Typography>;
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {decision.missions.map((one) => {
        const of = missions.find(({ id, version }) => id === one.mission && version === one.version);
        if (!of) return null;
        return (
          <Box key={one.mission}>
            <Typography tag="h3" variant="omega" fontWeight="bold">
              {translate('club.decision.mission', { mission: of.name, version: of.version })}
            </Typography>
            <Typography tag="p" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
              {words.mission(one, of, payouts)}
            </Typography>
            <Conditions decision={one} mission={of} />
            {one.progress && (
              <Typography tag="p" variant="pi" textColor="neutral600">
                {words.progress(one.progress)}
              </Typography>
            )}
          </Box>
        );
      })}
      {decision.missions.length === 0 && <Typography>{translate('club.decision.no-mission')}</Typography>}
    </Flex>
  );
}

interface ConditionsProps {
  readonly decision: MissionDecisionDto;
  readonly mission: DecidingMissionDto;
}

function Conditions({ decision, mission }: ConditionsProps) {
  const tree = readConditions(mission.definition.conditions);
  if (tree === null || decision.leaves.length === 0) return null;
  return (
    <List>
      <Tree tree={tree} leaves={decision.leaves.values()} />
    </List>
  );
}

interface TreeProps {
  readonly tree: ConditionTree;
  /** What came of the comparisons, taken one after the other. */
  readonly leaves: Iterator<LeafOutcomeDto>;
}

/** Conditions as they stand, each comparison with a tick or a cross and what was found. */
function Tree({ tree, leaves }: TreeProps) {
  const translate = useTranslate();
  const { comparison } = useMissionWords();
  if ('group' in tree) {
    const { group } = tree;
    return (
      <li>
        <Typography variant="pi" textColor="neutral600">
          {translate(`club.group.${group}`)}
        </Typography>
        <List>
          {tree.parts.map((part, place) => (
            <Tree key={place} tree={part} leaves={leaves} />
          ))}
        </List>
      </li>
    );
  }
  const next = leaves.next();
  const leaf: LeafOutcomeDto | undefined = next.done ? undefined : next.value;
  if (!leaf) return null;
  const isHeld = leaf.outcome === 'held';
  return (
    <li>
      <Flex gap={2} alignItems="flex-start">
        <Mark $isHeld={isHeld} role="img" aria-label={isHeld ? translate('club.leaf.yes') : translate('club.leaf.no')}>
          {isHeld ? <Check /> : <Cross />}
        </Mark>
        <Typography variant="pi" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {leaf.value === null
            ? translate('club.leaf.found.none', { wanted: comparison(tree) })
            : translate('club.leaf.found', { wanted: comparison(tree), value: leaf.value })}
        </Typography>
      </Flex>
    </li>
  );
}

const List = styled.ul`
  display: grid;
  gap: ${({ theme }) => theme.spaces[1]};
  margin-top: ${({ theme }) => theme.spaces[2]};
  padding-inline-start: ${({ theme }) => theme.spaces[3]};
`;

const Mark = styled.span<{ readonly $isHeld: boolean }>`
  flex: none;
  line-height: 1;
  color: ${({ theme, $isHeld }) => theme.colors[$isHeld ? 'success600' : 'danger600']};
  svg {
    width: 1.2rem;
    height: 1.2rem;
  }
`;
