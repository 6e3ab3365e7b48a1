import adjustments from './adjustments.json';
import bulk from './bulk.json';
import common from './common.json';
import errors from './errors.json';
import ledger from './ledger.json';
import members from './members.json';
import overview from './overview.json';
import reconciliation from './reconciliation.json';
import redemptions from './redemptions.json';
import tasks from './tasks.json';

export default {
  ...common,
  ...overview,
  ...members,
  ...adjustments,
  ...bulk,
  ...ledger,
  ...reconciliation,
  ...redemptions,
  ...tasks,
  ...errors,
};
