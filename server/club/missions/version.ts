import type { ReadDefinition } from './definition';

/** E9. A version of a mission, which never changes. */
export interface MissionVersion {
  /** Its row. */
  readonly id: number;
  readonly number: number;
  readonly mission: {
    /** Its documentId. */
    readonly id: string;
    readonly code: string;
    readonly name: string;
  };
  readonly says: ReadDefinition;
}
