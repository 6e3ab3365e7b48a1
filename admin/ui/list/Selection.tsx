import { Checkbox } from '@strapi/design-system';

/** Which rows of a list are chosen, for something that is done to several at once. */
export interface Selection<Row> {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
  /** Whether there is anything to choose the row for. */
  readonly canChoose: (row: Row) => boolean;
  readonly labelOf: (row: Row) => string;
  readonly labelOfAll: string;
}

interface SelectAllProps<Row> {
  readonly selection: Selection<Row>;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** The box above the others: chooses all of the page that can be, and then none. */
export function SelectAll<Row>({ selection, rows, keyOf }: SelectAllProps<Row>) {
  const { chosen, onChange, canChoose, labelOfAll } = selection;
  const all = rows.filter(canChoose).map(keyOf);
  const count = all.filter((id) => chosen.has(id)).length;
  const isWhole = count > 0 && count === all.length;
  return (
    <th>
      <Checkbox
        aria-label={labelOfAll}
        disabled={all.length === 0}
        checked={count > 0 && !isWhole ? 'indeterminate' : isWhole}
        onCheckedChange={() => onChange(new Set(isWhole ? [] : all))}
      />
    </th>
  );
}

interface SelectOneProps<Row> {
  readonly selection: Selection<Row>;
  readonly row: Row;
  readonly id: string;
}

/** The box of a row; the place is kept where there is nothing to choose. */
export function SelectOne<Row>({ selection: { chosen, onChange, canChoose, labelOf }, row, id }: SelectOneProps<Row>) {
  const toggle = () => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    // Whoever misses the box does not mean the row.
    <td onClick={(event) => event.stopPropagation()}>
      {canChoose(row) && <Checkbox aria-label={labelOf(row)} checked={chosen.has(id)} onCheckedChange={toggle} />}
    </td>
  );
}
