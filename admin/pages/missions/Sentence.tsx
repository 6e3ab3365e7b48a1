import { Typography } from '@strapi/design-system';

import type { MissionDefinition } from '../../../server/contract';
import { useMissionWords } from '../../ui/mission/useMissionWords';

/** All that a mission says, in words. */
export function Sentence({ definition }: { readonly definition: MissionDefinition }) {
  const { sentence } = useMissionWords();
  return (
    <Typography
      tag="p"
      variant="delta"
      fontWeight="regular"
      textColor="neutral800"
      style={{ overflowWrap: 'anywhere' }}
    >
      {sentence(definition)}
    </Typography>
  );
}
