import { removeArtifacts } from './artifacts';
import { dropTemplates } from './templates';

export default async function tearDown(): Promise<void> {
  await dropTemplates();
  removeArtifacts();
}
