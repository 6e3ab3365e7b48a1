import { Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';

import { AdjustmentsPage } from './adjustments/AdjustmentsPage';
import { BulkPage } from './bulk/BulkPage';
import { LedgerPage } from './ledger/LedgerPage';
import { MemberPage } from './members/MemberPage';
import { MembersPage } from './members/MembersPage';

/** The plugin's own router, mounted by Strapi under `plugins/rewards`. */
export default function App() {
  return (
    <Routes>
      <Route index element={<Navigate to="ledger" replace />} />
      <Route path="ledger" element={<LedgerPage />} />
      <Route path="members" element={<MembersPage />} />
      <Route path="members/:member" element={<MemberPage />} />
      <Route path="adjustments" element={<AdjustmentsPage />} />
      <Route path="adjustments/bulk" element={<BulkPage />} />
      <Route path="*" element={<Page.Error />} />
    </Routes>
  );
}
