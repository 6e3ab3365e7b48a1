import { LinkButton } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link } from 'react-router-dom';

import { useTranslate } from '../../../translate';
import { pathOf } from '../../../paths';

/** An address of no member, such as one that was mistyped. */
export function MemberNotFound() {
  const translate = useTranslate();
  const title = translate('members.one.not-found');
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header title={title} />
      <Layouts.Content>
        <LinkButton variant="secondary" tag={Link} to={pathOf('members')}>
          {translate('members.one.to-directory')}
        </LinkButton>
      </Layouts.Content>
    </Page.Main>
  );
}
