import { PlainTable } from '../../ui/PlainTable';

export type Line = readonly [label: string, figure: string];

/** Figures below each other, the last of which is what the others come to. */
export function Lines({ of: lines }: { readonly of: readonly Line[] }) {
  return (
    <PlainTable>
      <tbody>
        {lines.map(([label, figure], index) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td data-figure style={{ fontWeight: index === lines.length - 1 ? 'bold' : undefined }}>
              {figure}
            </td>
          </tr>
        ))}
      </tbody>
    </PlainTable>
  );
}
