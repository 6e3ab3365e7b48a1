import { Searchbar } from '@strapi/design-system';

import { useTranslate } from '../../translate';
import { useDraft } from '../useDraft';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly maxLength: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** How long a pause hands on what was typed. */
  readonly pauseMs?: number | undefined;
}

const trimmed = (text: string) => text.trim();

/** Searches as one types, or at once by Enter. */
export function SearchField({ label, placeholder, maxLength, value, onChange, pauseMs }: SearchFieldProps) {
  const translate = useTranslate();
  const search = useDraft(value, onChange, { clean: trimmed, pauseMs });
  return (
    <Searchbar
      name="search"
      size="S"
      value={search.text}
      maxLength={maxLength}
      placeholder={placeholder}
      clearLabel={translate('list.search.clear')}
      onChange={(event) => search.setText(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && search.settle(search.text)}
      onClear={() => search.settle('')}
    >
      {label}
    </Searchbar>
  );
}
