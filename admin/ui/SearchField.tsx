import { Searchbar, SearchForm } from '@strapi/design-system';
import { useDebounce } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';

const PAUSE = 300;

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly clearLabel: string;
  readonly maxLength: number;
}

/**
 * Searches as one types: the text goes into the address after a pause, with the first page. Back leads to the list as it
 * was before the search, not through its letters.
 */
export function SearchField({ label, placeholder, clearLabel, maxLength }: SearchFieldProps) {
  const [params, setParams] = useSearchParams();
  const inAddress = params.get('_q') ?? '';
  const [text, setText] = useState(inAddress);
  const typed = useDebounce(text, PAUSE).trim();
  // What this field wrote there last: anything else came by Back or by a link, and replaces what was typed.
  const written = useRef(inAddress);

  useEffect(() => {
    if (inAddress === written.current) return;
    written.current = inAddress;
    setText(inAddress);
  }, [inAddress]);

  const write = (search: string) => {
    if (search === written.current) return;
    const isRefined = written.current !== '';
    written.current = search;
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('page');
        if (search === '') after.delete('_q');
        else after.set('_q', search);
        return after;
      },
      { replace: isRefined },
    );
  };
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  useEffect(() => latest.current(typed), [typed]);

  return (
    <SearchForm
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        write(text.trim());
      }}
    >
      <Searchbar
        name="search"
        size="S"
        value={text}
        maxLength={maxLength}
        placeholder={placeholder}
        clearLabel={clearLabel}
        onChange={(event) => setText(event.target.value)}
        onClear={() => {
          setText('');
          write('');
        }}
      >
        {label}
      </Searchbar>
    </SearchForm>
  );
}
