import type { MemberId } from '../../contract';
import { sha256 } from '../../kernel';

/**
 * E5. Parts into which members fall. Whoever decides the events of one has its lock, so that a member's come one after the other; of
 * those of different parts as many are decided at a time as there are instances.
 */
export const SHARDS = 16;

export const shardOf = (member: MemberId): number => Number.parseInt(sha256(member).charAt(0), SHARDS);
