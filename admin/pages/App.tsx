import { Page } from '@strapi/strapi/admin';
import { Route, Routes } from 'react-router-dom';

import { EntryPage } from './entry/EntryPage';
import { FirstPage, Frame } from './Frame';
import { LedgerPage } from './ledger/LedgerPage';
import { OverviewPage } from './overview/OverviewPage';

/** The plugin's own router, mounted by Strapi under `plugins/rewards`. */
export default function App() {
  return (
    <Frame>
      <Routes>
        <Route index element={<FirstPage />} />
        <Route path="overview" element={<OverviewPage />} />
        <Route path="ledger" element={<LedgerPage />} />
        <Route path="ledger/:entryId" element={<EntryPage />} />
        <Route path="*" element={<Page.Error />} />
      </Routes>
    </Frame>
  );
}
