export interface FoundEngine {
  engine: string;
  /** The variable that names the server. */
  variable?: string;
  url?: string;
  version?: string;
  reason?: string;
}
export function detectEngines(env?: NodeJS.ProcessEnv): Promise<FoundEngine[]>;
export function publishEngines(found: FoundEngine[], env?: NodeJS.ProcessEnv): FoundEngine[];
