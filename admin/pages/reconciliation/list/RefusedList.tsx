import { Box, Button, Flex, Typography } from '@strapi/design-system';

import type { DiscrepancyRowDto, ResolveManyResult } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { RowLink } from '../../../ui/RowLink';
import { useTellRefusal } from '../../../ui/useExplain';
import { useMemberName } from '../../../ui/useMemberName';
import { discrepancyPath } from '../../../paths';

type Refused = ResolveManyResult['refused'];

interface RefusedListProps {
  readonly rows: readonly DiscrepancyRowDto[];
  readonly refused: Refused;
  readonly onDismiss: () => void;
}

/** Which of the chosen discrepancies stay as they were, each with why. It stands until it is put away. */
export function RefusedList({ rows, refused, onDismiss }: RefusedListProps) {
  const translate = useTranslate();
  const tellRefusal = useTellRefusal();
  const nameOf = useNameOf(rows);
  const title = translate('reconciliation.refused', { count: refused.length });
  return (
    <Box role="alert" background="warning100" borderColor="warning200" hasRadius padding={4} marginBottom={4}>
      <Flex gap={3} justifyContent="space-between" wrap="wrap">
        <Typography fontWeight="semiBold" textColor="neutral800">
          {title}
        </Typography>
        <Button variant="tertiary" size="S" onClick={onDismiss}>
          {translate('close')}
        </Button>
      </Flex>
      <Box tag="ul" maxHeight="24rem" overflow="auto" tabIndex={0} aria-label={title} paddingTop={2}>
        {refused.map((one) => (
          <Box key={one.id} tag="li" paddingTop={2}>
            <RowLink to={discrepancyPath(one.id)}>{nameOf(one.id)}</RowLink>
            <Typography tag="div" textColor="neutral800">
              {tellRefusal({ ...one.details, code: one.code })}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function useNameOf(rows: readonly DiscrepancyRowDto[]): (id: string) => string {
  const translate = useTranslate();
  const memberName = useMemberName();
  return (id) => {
    const row = rows.find((one) => one.id === id);
    if (!row) return id;
    const { kind } = row;
    const name = translate(`reconciliation.kind.${kind}`);
    return translate('reconciliation.row', { kind: name, member: memberName(row.member) });
  };
}
