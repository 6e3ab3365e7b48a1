import { Typography } from '@strapi/design-system';

import { useTranslate } from '../translate';
import { PlainTable } from './PlainTable';

/** One line of a preview: written out, as a person reads it. */
export interface Change {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** Figures at either side of a posting; what changes stands out, and not by its colour alone. */
export function BeforeAfter({ changes }: { readonly changes: readonly Change[] }) {
  const translate = useTranslate();
  return (
    <PlainTable>
      <thead>
        <tr>
          <td />
          <th scope="col" data-figure>
            {translate('preview.before')}
          </th>
          <th scope="col" data-figure>
            {translate('preview.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ label, before, after }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td data-figure>{before}</td>
            <td data-figure>
              <Typography fontWeight={before === after ? 'regular' : 'bold'} textColor="neutral800">
                {after}
              </Typography>
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
