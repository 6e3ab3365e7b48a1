import { Flex, Typography } from '@strapi/design-system';

import type { EvidenceDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { EvidencePiece } from './EvidencePiece';

/** The proof, as it stood when the discrepancy was seen. */
export function Evidence({ evidence }: { readonly evidence: readonly EvidenceDto[] | null }) {
  const translate = useTranslate();
  if (evidence === null || evidence.length === 0) {
    return (
      <Typography textColor="neutral600">
        {evidence === null ? translate('reconciliation.evidence.missing') : translate('reconciliation.evidence.none')}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      {evidence.map((piece, index) => (
        // Two pieces may be of one table, and none has an id.
        <EvidencePiece key={index} piece={piece} />
      ))}
    </Flex>
  );
}
