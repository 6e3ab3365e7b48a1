import { Layouts, Page, useIsDesktop } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { Navigate } from 'react-router-dom';

import { AllowedProvider } from '../allowed';
import { SideNavigation, TopNavigation } from './Navigation';
import { pathOf } from '../paths';
import { DraftGuard } from '../ui/draft/DraftGuard';
import { useSections } from './useSections';

/** Every page of the plugin, with the way to the others beside it, or above it where the window is narrow. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const sections = useSections() ?? [];
  const isWide = useIsDesktop();
  return (
    <Layouts.Root sideNav={isWide && <SideNavigation sections={sections} />}>
      {!isWide && <TopNavigation sections={sections} />}
      <AllowedProvider>
        <DraftGuard>{children}</DraftGuard>
      </AllowedProvider>
    </Layouts.Root>
  );
}

/** Where the menu leads: to the first page that the administrator may see. */
export function FirstPage() {
  const sections = useSections();
  if (!sections) return <Page.Loading />;
  const [first] = sections;
  return first === undefined ? <Page.NoPermissions /> : <Navigate to={pathOf(first)} replace />;
}
