import { EmptyStateLayout } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useIntl } from 'react-intl';

import { translationKey } from '../../translate';

export function HomePage() {
  const { formatMessage } = useIntl();
  const title = formatMessage({ id: translationKey('home.title'), defaultMessage: 'Rewards' });

  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={formatMessage({
          id: translationKey('home.subtitle'),
          defaultMessage: 'Points, reputation and store credit',
        })}
      />
      <Layouts.Content>
        <EmptyStateLayout
          content={formatMessage({
            id: translationKey('home.empty'),
            defaultMessage: 'Nothing to see yet: the pages of this plugin are on their way.',
          })}
        />
      </Layouts.Content>
    </Page.Main>
  );
}
