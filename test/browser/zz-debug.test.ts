import fs from 'node:fs';
import { openClub } from './club';
import { damage, joinCrowd, passNights } from './reconciliation-damage';
import type { ReconciliationService } from '../../server/contract';
it('lives', async () => {
  const open = await openClub();
  await joinCrowd(open, 1200);
  await passNights(open);
  await damage(open);
  const user = await open.app.createSuperAdmin();
  const auditor = await open.app.createAdminWith(['plugin::rewards.view-reconciliation']);
  const service = open.app.strapi.plugin('rewards').service<ReconciliationService>('reconciliation');
  await service.run({ type: 'full' }, { actor: { id: 'admin:1', name: 'Ada Admin 1' } });
  await open.browser.close();
  fs.writeFileSync('/tmp/live.json', JSON.stringify({ url: open.app.url, user, auditor, club: open.club, db: open.app.database.name }));
  while (!fs.existsSync('/tmp/stop-live')) await new Promise((r) => setTimeout(r, 1000));
  await open.app.stop();
}, 7_200_000);
