import { Loader, Typography } from '@strapi/design-system';

import type { AffiliateActPreviewDto, AffiliateActTarget, AffiliateReportAct } from '../../../../../server/contract';
import { usePreviewAffiliateActsQuery } from '../../../../api/affiliates';
import { useTranslate } from '../../../../translate';
import { ActDialog as Dialog } from '../../../../ui/ActDialog';
import { useReasonDraft } from '../../../../ui/CorrectionDialog';
import { PartFailure } from '../../../../ui/PartFailure';
import { isReason, ReasonField } from '../../../../ui/ReasonField';
import { useActs } from './useActs';

interface ActDialogProps {
  readonly act: AffiliateReportAct;
  readonly target: AffiliateActTarget;
  readonly onDone: () => void;
}

/** F12. Counts first what would be done, asks why where events are cancelled, and does it, a thousand at a time. */
export function ActDialog({ act, target, onDone }: ActDialogProps) {
  const translate = useTranslate();
  const preview = usePreviewAffiliateActsQuery({ act, ...target }, { refetchOnMountOrArgChange: true });
  const form = useReasonDraft(`affiliate-events:${act}`);
  const { run, done, error } = useActs(act, target);
  const { reason } = form.draft;
  const seen = preview.isFetching ? undefined : preview.data;
  return (
    <Dialog
      title={translate(`affiliates.act.title.${act}`)}
      explanation={translate(`affiliates.act.explanation.${act}`)}
      confirm={translate(`affiliates.act.title.${act}`)}
      variant={act === 'cancel' ? 'danger-light' : 'default'}
      {...{ form, error, onDone }}
      isReady={seen !== undefined && seen.able > 0 && (act === 'retry' || isReason(reason))}
      onConfirm={() => run(seen, act === 'cancel' ? reason.trim() : undefined)}
    >
      {preview.error && !preview.isFetching && (
        <PartFailure error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {preview.isFetching && <Loader small>{translate('affiliates.act.counting')}</Loader>}
      {seen && <Count act={act} preview={seen} />}
      {seen && done > 0 && (
        <Typography aria-live="polite" textColor="neutral600">
          {translate('affiliates.act.progress', { done, all: seen.able })}
        </Typography>
      )}
      {act === 'cancel' && <ReasonField value={reason} onChange={(next) => form.change({ reason: next })} />}
    </Dialog>
  );
}

interface CountProps {
  readonly act: AffiliateReportAct;
  readonly preview: AffiliateActPreviewDto;
}

/** How many events it would be, and how those stand that are left as they are. */
function Count({ act, preview: { able, unable } }: CountProps) {
  const translate = useTranslate();
  return (
    <div>
      <Typography tag="p" fontWeight="semiBold" textColor="neutral800">
        {translate(`affiliates.act.able.${act}`, { count: able })}
      </Typography>
      {unable.length > 0 && (
        <>
          <Typography tag="p" textColor="neutral600" paddingTop={2}>
            {translate('affiliates.act.left')}
          </Typography>
          <ul>
            {unable.map(({ status, count }) => {
              const why = whyUnable(status);
              return (
                <Typography key={why} tag="li" textColor="neutral600">
                  {translate(`affiliates.unable.${why}`, { count })}
                </Typography>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}

type Unable = AffiliateActPreviewDto['unable'][number]['status'];

/** Events that failed, or that wait for another try, can be both sent again and cancelled. */
const whyUnable = (status: Unable) =>
  status === null || status === 'failed' || status === 'retried' ? 'missing' : status;
