import { useSearchParams } from 'react-router-dom';

/** Where the first page of this list is: the same address, its filters and its order, without the page. */
export function useFirstPage(): { readonly search: string } {
  const [params] = useSearchParams();
  const first = new URLSearchParams(params);
  first.delete('page');
  return { search: first.toString() };
}
