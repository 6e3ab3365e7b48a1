import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { AdjustmentsPage } from './adjustments/AdjustmentsPage';
import { ComparisonsPage } from './affiliates/comparison/ComparisonsPage';
import { ComparisonPage } from './affiliates/comparison/ComparisonPage';
import { AffiliateEventPage } from './affiliates/report/detail/AffiliateEventPage';
import { AffiliateEventsPage } from './affiliates/report/AffiliateEventsPage';
import { SystemPage } from './affiliates/systems/SystemPage';
import { SystemsPage } from './affiliates/systems/SystemsPage';
import { BulkPage } from './bulk/BulkPage';
import { EntryPage } from './entry/EntryPage';
import { FirstPage, Frame } from './Frame';
import { LedgerPage } from './ledger/LedgerPage';
import { MemberPage } from './members/MemberPage';
import { MembersPage } from './members/MembersPage';
import { ClubEventsPage } from './club/ClubEventsPage';
import { ClubEventPage } from './club/detail/ClubEventPage';
import { MissionFormPage } from './missions/edit/MissionFormPage';
import { MissionPage } from './missions/MissionPage';
import { MissionsPage } from './missions/MissionsPage';
import { OverviewPage } from './overview/OverviewPage';
import { PoolPage } from './pools/PoolPage';
import { PoolsPage } from './pools/PoolsPage';
import { DiscrepancyPage } from './reconciliation/detail/DiscrepancyPage';
import { ReconciliationPage } from './reconciliation/ReconciliationPage';
import { RunsPage } from './reconciliation/runs/RunsPage';
import { RedemptionsPage } from './redemptions/RedemptionsPage';
import { TasksPage } from './tasks/TasksPage';

/** The plugin's own router, mounted by Strapi under `plugins/rewards`. */
export default function App() {
  return (
    <Frame>
      <Routes>
        <Route index element={<FirstPage />} />
        <Route path="overview" element={<OverviewPage />} />
        <Route path="ledger" element={<LedgerPage />} />
        <Route path="ledger/:entryId" element={<EntryPage />} />
        <Route path="members" element={<MembersPage />} />
        <Route path="members/:member" element={<MemberPage />} />
        <Route path="adjustments" element={<AdjustmentsPage />} />
        <Route path="adjustments/bulk" element={<BulkPage />} />
        <Route path="redemptions" element={<RedemptionsPage />} />
        <Route path="affiliate-events" element={<AffiliateEventsPage />} />
        <Route path="affiliate-events/:event" element={<AffiliateEventPage />} />
        <Route path="affiliate-systems" element={<SystemsPage />} />
        <Route path="affiliate-systems/:system" element={<SystemPage />} />
        <Route path="affiliate-comparisons" element={<ComparisonsPage />} />
        <Route path="affiliate-comparisons/:comparison" element={<ComparisonPage />} />
        <Route path="club-events" element={<ClubEventsPage />} />
        <Route path="club-events/:event" element={<ClubEventPage />} />
        <Route path="missions" element={<MissionsPage />} />
        <Route path="missions/new" element={<MissionFormPage />} />
        <Route path="missions/:code" element={<MissionPage />} />
        <Route path="missions/:code/edit" element={<MissionFormPage />} />
        <Route path="pools" element={<PoolsPage />} />
        <Route path="pools/:pool" element={<PoolPage />} />
        <Route path="reconciliation" element={<ReconciliationPage />} />
        <Route path="reconciliation/runs" element={<RunsPage />} />
        <Route path="reconciliation/discrepancies/:discrepancy" element={<DiscrepancyPage />} />
        <Route path="tasks" element={<TasksPage />} />
        <Route path="*" element={<Page.Error />} />
      </Routes>
    </Frame>
  );
}
