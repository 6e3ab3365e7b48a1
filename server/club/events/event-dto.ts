import type { ClubEventDto } from '../../contract';
import { toIso } from '../../kernel';
import type { StoredEvent } from './event-store';

export const toEventDto = ({ event, standing }: StoredEvent): ClubEventDto => ({
  ...{ id: event.id, source: event.source, externalId: event.externalId, type: event.type },
  ...{ member: standing.member, occurredAt: toIso(event.occurredAt), receivedAt: toIso(event.receivedAt) },
  ...{ status: standing.status, reason: standing.reason, error: standing.error },
});
