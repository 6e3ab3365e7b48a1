import { type DiscrepancyRowDto, OPEN_STATUSES } from '../../../server/contract';

/** Whether something can still be done about a discrepancy. */
export const isOpen = ({ status }: Pick<DiscrepancyRowDto, 'status'>): boolean =>
  OPEN_STATUSES.some((open) => open === status);
