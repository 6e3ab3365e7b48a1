import { Box, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import type { PostingPreviewDto } from '../../server/contract';
import { useGetCatalogueQuery } from '../api/catalogue';
import { useTranslate } from '../translate';
import { BeforeAfter, type Change } from './BeforeAfter';
import { formatDecimal } from './decimal';
import { LotChanges } from './LotChanges';
import { PostedRows } from './PostedRows';

/** What a posting would do to the account: figures before and after, level and tier where they play a part, and lots. */
export function PostingPreview({ preview }: { readonly preview: PostingPreviewDto }) {
  const { locale } = useIntl();
  const translate = useTranslate();
  const { data: catalogue } = useGetCatalogueQuery({});
  const { before, after, lots, entries } = preview;

  const figure = (name: 'balance' | 'held' | 'available'): Change => ({
    label: translate(`preview.${name}`),
    before: formatDecimal(before[name], locale, 'negative'),
    after: formatDecimal(after[name], locale, 'negative'),
  });
  // By name where the catalogue is there; a code tells more than nothing.
  const standing = (label: string, names: 'levels' | 'tiers', from: string | null, to: string | null): Change[] => {
    const nameOf = (code: string | null) =>
      code === null ? translate('preview.none') : (catalogue?.[names].find((one) => one.code === code)?.name ?? code);
    return from === null && to === null ? [] : [{ label, before: nameOf(from), after: nameOf(to) }];
  };
  const changes = [
    figure('balance'),
    figure('available'),
    ...(before.held === after.held ? [] : [figure('held')]),
    ...standing(translate('preview.level'), 'levels', before.level, after.level),
    ...standing(translate('preview.tier'), 'tiers', before.tier, after.tier),
  ];

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Box>
        <Typography tag="h3" variant="sigma" textColor="neutral600">
          {translate('preview.title', { rows: entries.length })}
        </Typography>
        <PostedRows entries={entries} />
        <BeforeAfter changes={changes} />
      </Box>
      {lots.length > 0 && (
        <Box>
          <Typography tag="h3" variant="sigma" textColor="neutral600">
            {translate('preview.lots', { lots: lots.length })}
          </Typography>
          <LotChanges lots={lots} />
        </Box>
      )}
    </Flex>
  );
}
