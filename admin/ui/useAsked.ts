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

/** What Strapi's client tells of a query. */
interface Query<Answer, Failure> {
  readonly isFetching: boolean;
  readonly currentData?: Answer | undefined;
  readonly error?: Failure | undefined;
  refetch(): unknown;
}

/**
 * What the server answers to such a question, or why not; of an earlier question nothing is handed on.
 *
 * @param query skipped as long as nothing is asked
 */
export function answerTo<Answer, Failure>(
  wanted: unknown,
  isAsked: boolean,
  query: Query<Answer, Failure>,
): {
  readonly data: Answer | undefined;
  readonly error: Failure | undefined;
  readonly isLoading: boolean;
  readonly retry: () => void;
} {
  const isAnswered = isAsked && !query.isFetching;
  return {
    data: isAnswered && !query.error ? query.currentData : undefined,
    error: isAnswered ? query.error : undefined,
    isLoading: wanted !== null && !isAnswered,
    retry: () => void query.refetch(),
  };
}
