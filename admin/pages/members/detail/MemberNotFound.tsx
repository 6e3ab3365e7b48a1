import { EmptyStateLayout, LinkButton } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { pathOf } from '../../../paths';
import { useTranslate } from '../../../translate';

/** An address of no member, such as one that was mistyped. */
export function MemberNotFound() {
  const translate = useTranslate();
  return (
    <Page.Main padding={10}>
      <Page.Title>{translate('members.one.not-found')}</Page.Title>
      <h1 hidden>{translate('members.one.not-found')}</h1>
      <EmptyStateLayout
        content={translate('members.one.not-found')}
        action={
          <LinkButton variant="secondary" tag={Link} to={pathOf('members')}>
            {translate('members.one.to-directory')}
          </LinkButton>
        }
      />
    </Page.Main>
  );
}
