import type { PostingPreviewDto } from '../../../server/contract';
import { useTranslate } from '../../translate';
import { PostingPreview } from '../../ui/PostingPreview';
import { PreviewFrame } from '../../ui/PreviewFrame';
import type { Refusal } from '../../ui/refusal';

interface PreviewPaneProps {
  readonly preview: {
    readonly data: PostingPreviewDto | undefined;
    readonly isLoading: boolean;
    readonly retry: () => void;
  };
  readonly refusal: Refusal | undefined;
  /** What is missing for it. */
  readonly empty: string;
  /** That it cannot be posted; of an adjustment unless it is said. */
  readonly refused?: string;
}

/** Beside the fields: what the posting would do, or what is missing for it. */
export function PreviewPane({ preview: { data, isLoading, retry }, refusal, empty, refused }: PreviewPaneProps) {
  const translate = useTranslate();
  const isUnanswered = refusal !== undefined && refusal.code === null;
  const sentence = refusal === undefined ? empty : (refused ?? translate('adjustments.preview.refused'));
  return (
    <PreviewFrame
      label={translate('adjustments.preview')}
      isLoading={isLoading}
      loading={translate('adjustments.preview.loading')}
      sentence={data ? undefined : sentence}
      onRetry={isUnanswered && !data ? retry : undefined}
    >
      {data && <PostingPreview preview={data} />}
    </PreviewFrame>
  );
}
