import { Box } from '@strapi/design-system';

import type { LevelStepDto } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { pathOf } from '../../../paths';
import { Day } from '../../../ui/Day';
import { Figure } from '../../../ui/Figure';
import { PlainTable } from '../../../ui/PlainTable';
import { RowLink } from '../../../ui/RowLink';
import { ScrollX } from '../../../ui/ScrollX';
import { useCut } from '../../../ui/useCut';

/** Every step up and down the levels, newest first; each leads to the row that took it. */
export function LevelHistory({ steps }: { readonly steps: readonly LevelStepDto[] }) {
  const translate = useTranslate();
  const { shown, more } = useCut(steps);
  return (
    <ScrollX label={translate('members.levels')}>
      <PlainTable>
        <thead>
          <tr>
            <th scope="col">{translate('members.levels.step')}</th>
            <th scope="col">{translate('members.levels.when')}</th>
            <th scope="col" data-figure>
              {translate('members.levels.balance')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ entryId, at, from, to, balanceAfter }) => (
            <tr key={entryId}>
              <td>
                <RowLink to={pathOf('ledger', entryId)}>
                  {from ?? translate('members.none')} → {to ?? translate('members.none')}
                </RowLink>
              </td>
              <td>
                <Day at={at} />
              </td>
              <td data-figure>
                <Figure>{balanceAfter}</Figure>
              </td>
            </tr>
          ))}
        </tbody>
      </PlainTable>
      <Box paddingTop={2}>{more}</Box>
    </ScrollX>
  );
}
