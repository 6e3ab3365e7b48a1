import type { Redact } from '../systems/template';
import type { Sent } from './send';

/** F11. What came of a request, without secrets: some systems answer with what they were sent. */
export const redacted = (sent: Sent, redact: Redact): Sent =>
  'problem' in sent ? { ...sent, message: redact(sent.message) } : { ...sent, body: redact(sent.body) };
