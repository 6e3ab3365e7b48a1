import { removeArtifacts } from './artifacts';

export default function tearDown(): void {
  removeArtifacts();
}
