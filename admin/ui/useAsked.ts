import { useDebounce } from '@strapi/strapi/admin';

const PAUSE = 350;

/**
 * A question about what stands in a form: asked once the person pauses, and no more once something else stands there.
 *
 * @param wanted the same object as long as it is the same question; null while the form is not ready for one
 */
export function useAsked<Question>(wanted: Question | null) {
  const asked = useDebounce(wanted, PAUSE);
  return { asked, isAsked: wanted !== null && asked === wanted };
}
