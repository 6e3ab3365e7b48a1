import { Box, Flex, Loader, TextButton, Typography } from '@strapi/design-system';

import type { PostingPreviewDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { PostingPreview } from '../../ui/PostingPreview';
import type { Refusal } from '../../ui/refusal';

interface PreviewPaneProps {
  readonly preview: {
    readonly data: PostingPreviewDto | undefined;
    readonly isLoading: boolean;
    readonly retry: () => void;
  };
  readonly refusal: Refusal | undefined;
}

/** Beside the fields: what the adjustment would do, or what is missing for it. */
export function PreviewPane({ preview: { data, isLoading, retry }, refusal }: PreviewPaneProps) {
  const translate = useTranslate();
  const isUnanswered = refusal !== undefined && refusal.code === null;
  return (
    <Box
      role="group"
      aria-label={translate('adjustments.preview')}
      aria-live="polite"
      aria-busy={isLoading}
      // A large amount takes from many lots: the list scrolls, by keyboard too, and the button stays in sight.
      tabIndex={0}
      maxHeight="48rem"
      overflow="auto"
      background="neutral100"
      hasRadius
      padding={4}
    >
      {data ? (
        <PostingPreview preview={data} />
      ) : isLoading ? (
        <Flex justifyContent="center" padding={8}>
          <Loader small>{translate('adjustments.preview.loading')}</Loader>
        </Flex>
      ) : (
        <Flex direction="column" alignItems="flex-start" gap={2}>
          <Typography textColor="neutral700">
            {refusal === undefined ? translate('adjustments.preview.empty') : translate('adjustments.preview.refused')}
          </Typography>
          {isUnanswered && <TextButton onClick={retry}>{translate('retry')}</TextButton>}
        </Flex>
      )}
    </Box>
  );
}
