import path from 'node:path';

import { detectEngines, publishEngines } from '../../scripts/engines.cjs';
import { buildArtifacts } from './artifacts';
import { allowTemplates } from './templates';

/** Once a run, before the first worker starts: what is set here in the environment reaches all of them. */
export default async function setUp(): Promise<void> {
  const usable = publishEngines(await detectEngines());
  process.stdout.write(`Engines: ${usable.map(({ version }) => version).join(', ')}\n`);
  const { plugin } = await buildArtifacts();
  allowTemplates(path.join(path.dirname(plugin), 'templates'));
}
