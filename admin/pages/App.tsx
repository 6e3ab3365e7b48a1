import { Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';

import { LedgerPage } from './ledger/LedgerPage';

/** The plugin's own router, mounted by Strapi under `plugins/rewards`. */
export default function App() {
  return (
    <Routes>
      <Route index element={<Navigate to="ledger" replace />} />
      <Route path="ledger" element={<LedgerPage />} />
      <Route path="*" element={<Page.Error />} />
    </Routes>
  );
}
