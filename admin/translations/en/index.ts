import adjustments from './adjustments.json';
import affiliateComparisons from './affiliate-comparisons.json';
import affiliateEvents from './affiliate-events.json';
import affiliateSystems from './affiliate-systems.json';
import bulk from './bulk.json';
import club from './club.json';
import common from './common.json';
import errors from './errors';
import firstSteps from './first-steps.json';
import ledger from './ledger.json';
import members from './members.json';
import missions from './missions.json';
import overview from './overview.json';
import pools from './pools.json';
import reconciliation from './reconciliation.json';
import redemptions from './redemptions.json';
import tasks from './tasks.json';

export default {
  ...common,
  ...overview,
  ...firstSteps,
  ...members,
  ...adjustments,
  ...affiliateSystems,
  ...bulk,
  ...ledger,
  ...club,
  ...missions,
  ...pools,
  ...reconciliation,
  ...redemptions,
  ...affiliateEvents,
  ...affiliateComparisons,
  ...tasks,
  ...errors,
};
