import { Searchbar, SearchForm } from '@strapi/design-system';
import { useSearchParams } from 'react-router-dom';

import { useDraft } from './useDraft';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly maxLength: number;
}

const trimmed = (text: string) => text.trim();

/**
 * Searches as one types: the text goes into the address after a pause, with the first page. Back leads to the list as it
 * was before the search, not through its letters. `_q` is what Strapi's own lists call it.
 */
export function SearchField({ label, placeholder, clearLabel, maxLength }: SearchFieldProps) {
  const [params, setParams] = useSearchParams();
  const inAddress = params.get('_q') ?? '';
  const search = useDraft(
    inAddress,
    (text) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete('page');
          if (text === '') after.delete('_q');
          else after.set('_q', text);
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
