/** The server entry of the package: the plugin for Strapi, and what a host's own code imports by name. */
import { adjustmentRoom } from './adjustments';
import { affiliateRoom } from './affiliates';
import { clubRoom } from './club';
import { credentialRoom } from './credentials';
import { currencyRoom } from './currencies';
import { earningRoom } from './earning';
import { expiryRoom } from './expiry';
import { firstStepRoom } from './first-steps';
import { integrityRoom } from './integrity';
import { ledgerRoom } from './ledger';
import { memberRoom } from './members';
import { outboxRoom } from './outbox';
import { pluginOf } from './plugin';
import { reconciliationRoom } from './reconciliation';
import { redemptionRoom } from './redemption';
import { reportRoom } from './reports';
import { siteRoom } from './site';
import type { ServerEntry } from './strapi-types';
import { taskRoom } from './tasks';

export type * from './contract';
export { hideRelationsWhenDisabled } from './hide-relations';
export { RewardsError } from './kernel/errors';
export type { RewardsPlugin } from './strapi-types';

/** The rooms, each after those whose gifts it needs as soon as it is built. Adding a room is one line here. */
const plugin: ServerEntry = pluginOf([
  outboxRoom,
  memberRoom,
  ledgerRoom,
  integrityRoom,
  currencyRoom,
  expiryRoom,
  reportRoom,
  adjustmentRoom,
  redemptionRoom,
  earningRoom,
  affiliateRoom,
  clubRoom,
  reconciliationRoom,
  taskRoom,
  credentialRoom,
  siteRoom,
  firstStepRoom,
]);

export default plugin;
