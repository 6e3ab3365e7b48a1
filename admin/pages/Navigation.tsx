import { SubNav } from '@strapi/strapi/admin';
import { NavLink } from 'react-router-dom';
import { styled } from 'styled-components';

import { useTranslate } from '../translate';
import { pathOf } from '../paths';
import type { SectionName } from '../permissions';

interface NavigationProps {
  readonly sections: readonly SectionName[];
}

/** The plugin's sections at the side, where the window has room for them. */
export function SideNavigation({ sections }: NavigationProps) {
  const translate = useTranslate();
  return (
    <SubNav.Main aria-label={translate('plugin.name')}>
      <SubNav.Header label={translate('plugin.name')} />
      <SubNav.Content>
        <SubNav.Sections>
          {[
            <SubNav.Section key="pages" label={translate('section.pages')}>
              {sections.map((name) => (
                <SubNav.Link key={name} to={pathOf(name)} label={translate(`section.${name}`)} />
              ))}
            </SubNav.Section>,
          ]}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
}

/** The same above the page: below 1080 pixels a column at the side would take half of the table. */
export function TopNavigation({ sections }: NavigationProps) {
  const translate = useTranslate();
  return (
    <Bar aria-label={translate('plugin.name')}>
      {sections.map((name) => (
        <NavLink key={name} to={pathOf(name)}>
          {translate(`section.${name}`)}
        </NavLink>
      ))}
    </Bar>
  );
}

const Bar = styled.nav`
  display: flex;
  flex-wrap: wrap;
  column-gap: ${({ theme }) => theme.spaces[2]};
  padding-inline: ${({ theme }) => theme.spaces[6]};
  background: ${({ theme }) => theme.colors.neutral0};
  border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
  a {
    padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[2]}`};
    font-size: ${({ theme }) => theme.fontSizes[2]};
    white-space: nowrap;
    text-decoration: none;
    color: ${({ theme }) => theme.colors.neutral700};
    border-bottom: 2px solid transparent;
  }
  a.active {
    color: ${({ theme }) => theme.colors.primary700};
    border-bottom-color: ${({ theme }) => theme.colors.primary600};
  }
  a:focus-visible {
    outline-offset: -2px;
  }
`;
