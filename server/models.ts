import { earningModels } from './earning';
import { engineModels } from './ledger';
import { memberModels } from './members';
import type { LeanModel } from './model-store';
import { reconciliationModels } from './reconciliation';
import { redemptionModels } from './redemption';
import { taskModels } from './tasks';

/** Every table of the plugin that is no content type. */
export const leanModels: readonly LeanModel[] = [
  ...engineModels,
  ...memberModels,
  ...earningModels,
  ...taskModels,
  ...reconciliationModels,
  ...redemptionModels,
];
