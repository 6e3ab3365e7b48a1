import { Button, Flex, Typography } from '@strapi/design-system';

import { AFFILIATE_LIMITS, AFFILIATE_SIGNATURE, type AffiliateSystemDetailDto } from '../../../../server/contract';
import { useAllowed } from '../../../allowed';
import { useTranslate } from '../../../translate';
import { Columns } from '../../../ui/Columns';
import { RestoredNotice } from '../../../ui/draft/RestoredNotice';
import { Panel } from '../../../ui/Panel';
import { DeliveryFields } from './DeliveryFields';
import { EventFields } from './EventFields';
import { Row, TextField } from '../../../ui/fields';
import { PreviewPane } from './PreviewPane';
import { RequestFields } from './RequestFields';
import { usePreview } from './usePreview';
import { isOfForm, useSystemForm, withoutTemplate } from './useSystemForm';

interface SystemFormProps {
  /** Undefined: it is not there yet. */
  readonly detail: AffiliateSystemDetailDto | undefined;
  readonly onSaved: (saved: AffiliateSystemDetailDto) => void;
}

/** F6. The settings of a system, and beside them the request that they make. */
export function SystemForm({ detail, onSaved }: SystemFormProps) {
  const translate = useTranslate();
  const mayEdit = useAllowed()('updateAffiliateSystem');
  const form = useSystemForm(detail, !mayEdit, onSaved);
  const { draft, change, refusal, isReadOnly } = form;
  const preview = usePreview(draft, detail?.code, mayEdit);
  const problems = draft.url.trim() === '' ? [] : (preview.data?.problems ?? []);
  const told = new Map(problems.map(({ field, problem }) => [withoutTemplate(field), capitalised(problem)]));
  const refusalAt = (field: string) => (refusal?.field === field ? refusal.message : told.get(field));
  const part = { draft, change, refusalAt, isReadOnly };
  const names = new Set([...(detail?.secrets ?? []).map(({ name }) => name), AFFILIATE_SIGNATURE]);
  const secrets = [...names].sort();
  const fields = (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Panel title={translate('affiliate-systems.form.request')}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Row>
            <TextField
              name="name"
              required
              label={translate('affiliate-systems.name')}
              value={draft.name}
              maxLength={AFFILIATE_LIMITS.systemName}
              onChange={(name) => change({ name })}
              error={refusalAt('name')}
              disabled={isReadOnly}
            />
            <TextField
              name="code"
              required
              label={translate('affiliate-systems.code')}
              hint={detail ? undefined : translate('affiliate-systems.code.hint')}
              value={draft.code}
              maxLength={AFFILIATE_LIMITS.code}
              onChange={(code) => change({ code })}
              error={refusalAt('code')}
              disabled={isReadOnly || detail !== undefined}
            />
          </Row>
          <RequestFields form={part} secrets={secrets} />
        </Flex>
      </Panel>
      <Panel title={translate('affiliate-systems.form.delivery')}>
        <DeliveryFields form={part} />
      </Panel>
      <Panel title={translate('affiliate-systems.form.events')}>
        <EventFields form={part} />
      </Panel>
    </Flex>
  );

  return (
    <form
      noValidate
      aria-label={translate('affiliate-systems.form')}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <RestoredNotice of={form.form} />
      {mayEdit ? (
        <Columns>
          {fields}
          <PreviewPane preview={preview} draft={draft} code={detail?.code} />
        </Columns>
      ) : (
        fields
      )}
      {mayEdit && (
        <Flex justifyContent="flex-end" alignItems="center" gap={4} paddingTop={4} wrap="wrap">
          {refusal && (
            <Typography role="alert" textColor="danger600">
              {isOfForm(refusal.field) ? translate('affiliate-systems.refused') : refusal.message}
            </Typography>
          )}
          <Button type="submit" loading={form.isSaving}>
            {detail ? translate('affiliate-systems.save') : translate('affiliate-systems.create')}
          </Button>
        </Flex>
      )}
    </form>
  );
}

const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
