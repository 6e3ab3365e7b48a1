import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { AFFILIATE_LIMITS } from '../../../../server/contract';
import { useTranslate } from '../../../translate';
import { ChoiceField, Row, TextField } from '../../../ui/fields';
import { MacroField } from './MacroField';
import type { SystemFormPart } from './useSystemForm';

/** F6. What is sent: method, address, headers and body. */
export function RequestFields({
  form,
  secrets,
}: {
  readonly form: SystemFormPart;
  readonly secrets: readonly string[];
}) {
  const { draft, change, refusalAt, isReadOnly } = form;
  const { bodyFormat: format } = draft;
  const translate = useTranslate();
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Row>
        <ChoiceField
          name="method"
          label={translate('affiliate-systems.method')}
          value={draft.method}
          options={[
            ['POST', 'POST'],
            ['GET', 'GET'],
          ]}
          // A request by GET has no body.
          onChange={(method) => change({ method, ...(method === 'GET' && { bodyFormat: 'none' }) })}
          error={refusalAt('method')}
          disabled={isReadOnly}
        />
        <ChoiceField
          name="bodyFormat"
          label={translate('affiliate-systems.body-format')}
          value={draft.bodyFormat}
          options={[
            ['json', translate('affiliate-systems.body-format.json')],
            ['form', translate('affiliate-systems.body-format.form')],
            ['none', translate('affiliate-systems.body-format.none')],
          ]}
          onChange={(bodyFormat) => change({ bodyFormat })}
          error={refusalAt('bodyFormat')}
          disabled={isReadOnly || draft.method === 'GET'}
        />
      </Row>
      <MacroField
        name="url"
        required
        label={translate('affiliate-systems.url')}
        hint={translate('affiliate-systems.url.hint')}
        value={draft.url}
        onChange={(url) => change({ url })}
        error={refusalAt('url')}
        secrets={secrets}
        rows={1}
        disabled={isReadOnly}
      />
      <Headers form={form} secrets={secrets} />
      {format !== 'none' && (
        <MacroField
          name="body"
          label={translate('affiliate-systems.body')}
          hint={translate(`affiliate-systems.body.hint.${format}`)}
          value={draft.body}
          onChange={(body) => change({ body })}
          error={refusalAt('body')}
          secrets={secrets}
          rows={6}
          disabled={isReadOnly}
        />
      )}
    </Flex>
  );
}

function Headers({ form, secrets }: { readonly form: SystemFormPart; readonly secrets: readonly string[] }) {
  const { draft, change, refusalAt, isReadOnly } = form;
  const translate = useTranslate();
  const { headers } = draft;
  const set = (index: number, part: Partial<(typeof headers)[number]>) =>
    change({ headers: headers.map((header, i) => (i === index ? { ...header, ...part } : header)) });
  return (
    <Box role="group" aria-label={translate('affiliate-systems.headers')}>
      <Typography tag="h3" variant="pi" fontWeight="bold" textColor="neutral800">
        {translate('affiliate-systems.headers')}
      </Typography>
      <Flex direction="column" alignItems="stretch" gap={3} paddingTop={2}>
        {headers.map(({ name, value }, index) => (
          <Flex key={index} gap={2} alignItems="flex-start" wrap="wrap">
            <Box flex="1 1 14rem">
              <TextField
                name={`headers.${index}.name`}
                label={translate('affiliate-systems.header.name', { number: index + 1 })}
                value={name}
                onChange={(text) => set(index, { name: text })}
                error={refusalAt(`headers.${index}.name`)}
                disabled={isReadOnly}
              />
            </Box>
            <Box flex="2 1 20rem">
              <MacroField
                name={`headers.${index}.value`}
                label={translate('affiliate-systems.header.value', { number: index + 1 })}
                value={value}
                onChange={(text) => set(index, { value: text })}
                error={refusalAt(`headers.${index}.value`)}
                secrets={secrets}
                disabled={isReadOnly}
              />
            </Box>
            {!isReadOnly && (
              <Box paddingTop={5}>
                <Button
                  variant="tertiary"
                  aria-label={translate('affiliate-systems.header.remove', { number: index + 1 })}
                  onClick={() => change({ headers: headers.filter((_, i) => i !== index) })}
                >
                  {translate('affiliate-systems.remove')}
                </Button>
              </Box>
            )}
          </Flex>
        ))}
        {!isReadOnly && headers.length < AFFILIATE_LIMITS.headers && (
          <Flex>
            <Button variant="secondary" onClick={() => change({ headers: [...headers, { name: '', value: '' }] })}>
              {translate('affiliate-systems.header.add')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Box>
  );
}
