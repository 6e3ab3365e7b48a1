import type { Notice } from '../../kernel';
import type { ConsentChange } from './consent-store';

/** What is told of changes of consent (L44), one each. */
export const consentNotices = (changes: readonly ConsentChange[]): Notice[] =>
  changes.map(({ member, consent, former, given }) => ({
    event: 'rewards.consent-changed',
    member,
    says: { consent, former, given },
  }));
