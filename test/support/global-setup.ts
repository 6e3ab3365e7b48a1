import { detectEngines, publishEngines } from '../../scripts/engines.cjs';
import { buildArtifacts } from './artifacts';

/** Once a run, before the first worker starts: what is set here in the environment reaches all of them. */
export default async function setUp(): Promise<void> {
  const usable = publishEngines(await detectEngines());
  process.stdout.write(`Engines: ${usable.map(({ version }) => version).join(', ')}\n`);
  await buildArtifacts();
}
