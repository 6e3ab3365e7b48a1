import { Typography } from '@strapi/design-system';

/** As many characters of an id as tell those of one page apart: the end, because the beginning is the time. */
const SHOWN = 6;

/** An id that is too long for a column; the title has all of it. */
export function ShortId({ id }: { readonly id: string }) {
  return (
    <Typography
      tag="code"
      variant="pi"
      textColor="inherit"
      title={id}
      style={{ fontFamily: 'monospace', whiteSpace: 'nowrap' }}
    >
      …{id.slice(-SHOWN)}
    </Typography>
  );
}
