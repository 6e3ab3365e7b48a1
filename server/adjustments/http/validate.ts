import { z } from 'zod';
import { ADJUSTMENT_PAGE_SIZE, ADJUSTMENT_SORTS } from '../../contract';
import { amountField, correctionFields, nameField, pageFields, sortField } from '../../kernel/query';

export const adjustmentListQuery = z.strictObject({
  ...pageFields(ADJUSTMENT_PAGE_SIZE),
  member: nameField(40).optional(),
  sort: sortField(ADJUSTMENT_SORTS, 'posted:DESC'),
});

const what = {
  member: nameField(40),
  currency: nameField(32),
  amount: amountField,
};

export const adjustmentPreview = z.strictObject(what);
export const adjustmentForm = z.strictObject({ ...what, ...correctionFields });
