import { Typography, VisuallyHidden } from '@strapi/design-system';

/** A dash where there is nothing to show, which a screen reader says in words. */
export function Missing({ children }: { readonly children: string }) {
  return (
    <>
      <Typography aria-hidden textColor="neutral600">
        –
      </Typography>
      <VisuallyHidden>{children}</VisuallyHidden>
    </>
  );
}
