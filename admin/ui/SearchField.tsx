import { Searchbar, SearchForm } from '@strapi/design-system';
import { useSearchParams } from 'react-router-dom';

import { useDraft } from './useDraft';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly maxLength: number;
  /** What the address calls it; `_q` is the search of Strapi's own lists. */
  readonly parameter?: string;
}

const trimmed = (text: string) => text.trim();

/**
 * Searches as one types: the text goes into the address after a pause, with the first page. Back leads to the list as it
 * was before the search, not through its letters.
 */
export function SearchField({ label, placeholder, clearLabel, maxLength, parameter = '_q' }: SearchFieldProps) {
  const [params, setParams] = useSearchParams();
  const inAddress = params.get(parameter) ?? '';
  const search = useDraft(
    inAddress,
    (text) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete('page');
          if (text === '') after.delete(parameter);
          else after.set(parameter, text);
          return after;
        },
        { replace: inAddress !== '' && text !== '' },
      ),
    trimmed,
  );

  return (
    <SearchForm
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        search.settle(search.text);
      }}
    >
      <Searchbar
        name="search"
        size="S"
        value={search.text}
        maxLength={maxLength}
        placeholder={placeholder}
        clearLabel={clearLabel}
        onChange={(event) => search.setText(event.target.value)}
        onClear={() => search.settle('')}
      >
        {label}
      </Searchbar>
    </SearchForm>
  );
}
