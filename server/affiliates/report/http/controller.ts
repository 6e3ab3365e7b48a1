import type { AffiliateEndpointTypes } from '../../../contract';
import { actorOf } from '../../../kernel';
import { administratorOf, adminAction, type AdminAction, fileAction } from '../../../kernel/http';
import { nothing } from '../../../kernel/query';
import { actOnMany, type ActOnManyDependencies, previewActs } from '../act-on-many';
import { attention } from '../attention';
import { countDays } from '../days';
import { eventDetail } from '../event-detail';
import { exportEvents } from '../export-events';
import { listEvents } from '../list-events';
import { actPreview, actsInput, eventFilter, eventList, oneEvent } from './validate';

/** Answers the page of affiliate events in the admin panel. */
export const reportController = (deps: ActOnManyDependencies): Record<keyof AffiliateEndpointTypes, AdminAction> => ({
  listAffiliateEvents: adminAction('listAffiliateEvents', eventList, (query) => listEvents(deps, query)),
  countAffiliateDays: adminAction('countAffiliateDays', eventFilter, (filter) => countDays(deps, filter)),
  getAffiliateAttention: adminAction('getAffiliateAttention', nothing, () => attention(deps)),
  exportAffiliateEvents: fileAction('exportAffiliateEvents', eventFilter, (filter) => exportEvents(deps, filter)),
  getAffiliateEvent: adminAction('getAffiliateEvent', oneEvent, ({ event }) => eventDetail(deps.db, event)),
  listAffiliateSystemNames: adminAction('listAffiliateSystemNames', nothing, async () =>
    (await deps.systems.all()).map(({ code, name }) => ({ code, name })),
  ),
  previewAffiliateActs: adminAction('previewAffiliateActs', actPreview, (input) => previewActs(deps, input)),
  actOnAffiliateEvents: adminAction('actOnAffiliateEvents', actsInput, (input, ctx) =>
    actOnMany(deps, { ...input, actor: actorOf(administratorOf(ctx)) }),
  ),
});
