import { Flex, Loader, Typography } from '@strapi/design-system';

import { useGetRedemptionTermsQuery } from '../../api/redemptions';
import { useTranslate } from '../../translate';
import { Panel } from '../../ui/Panel';
import { PartFailure } from '../../ui/PartFailure';
import { RedemptionForm } from './RedemptionForm';

/** The form, once it is known what can be redeemed; and why there is none. */
export function FormPanel() {
  const translate = useTranslate();
  return (
    <Panel title={translate('redemptions.form')}>
      <FormOrWhyNot />
    </Panel>
  );
}

function FormOrWhyNot() {
  const translate = useTranslate();
  const { data: terms, error, isFetching, refetch } = useGetRedemptionTermsQuery({});
  if (terms && terms.currencies.length > 0) return <RedemptionForm terms={terms} />;
  if (terms) return <Typography textColor="neutral600">{translate('redemptions.form.none')}</Typography>;
  if (error && !isFetching) {
    return <PartFailure error={error} what={translate('redemptions.form.failed')} onRetry={() => void refetch()} />;
  }
  return (
    // About as high as the form, so that the table does not jump.
    <Flex justifyContent="center" minHeight="40rem">
      <Loader small>{translate('loading')}</Loader>
    </Flex>
  );
}
