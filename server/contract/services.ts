import type { AffiliatesService } from './affiliates-service';
import type { ClubService } from './club-service';
import type { CredentialsService } from './credentials';
import type { EarningService } from './earning';
import type { LedgerService } from './ledger';
import type { AdjustmentsService, MembersService } from './members';
import type { ReconciliationService } from './reconciliation';
import type { RedemptionService } from './redemption';
import type { TasksService } from './tasks';

/** What `strapi.plugin('rewards').service(name)` gives, by name. */
export interface RewardsServices {
  readonly adjustments: AdjustmentsService;
  readonly affiliates: AffiliatesService;
  readonly club: ClubService;
  readonly credentials: CredentialsService;
  readonly earning: EarningService;
  readonly ledger: LedgerService;
  readonly members: MembersService;
  readonly reconciliation: ReconciliationService;
  readonly redemption: RedemptionService;
  readonly tasks: TasksService;
}
