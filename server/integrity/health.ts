import { performance } from 'node:perf_hooks';
import { HEALTH_FINDINGS, HEALTH_LASTS, type LedgerHealthDto, type LedgerService, type RebuildDto } from '../contract';
import { type Clock, SingleFlight, toIso } from '../kernel';

export interface HealthDependencies {
  readonly ledger: Pick<LedgerService, 'check' | 'rebuild'>;
  readonly clock: Clock;
}

/** There is one thing to be checked: the whole ledger. */
const ALL = '';

/**
 * How the projections stand (B12), as the last check of this process found them. However many ask, one check runs at a
 * time; who wants one that begins now waits for the running one and shares the next.
 */
export class Health {
  private last: { readonly health: LedgerHealthDto; readonly at: number } | undefined;
  private readonly checks = new SingleFlight<LedgerHealthDto>();

  constructor(private readonly dependencies: HealthDependencies) {}

  /** What was found at most `HEALTH_LASTS` ago, or is found now. */
  async known(): Promise<LedgerHealthDto> {
    const age = this.last ? this.dependencies.clock.now() - this.last.at : Infinity;
    // A clock that was set back makes no finding last longer.
    if (this.last && age >= 0 && age < HEALTH_LASTS) return this.last.health;
    return this.checks.underWay(ALL) ?? this.check();
  }

  /** What a check finds that sees all that was committed before the call. */
  check(): Promise<LedgerHealthDto> {
    return this.checks.run(ALL, () => this.look());
  }

  /** Rebuilds every projection that drifted, and looks whether all is well then. */
  async rebuild(): Promise<RebuildDto> {
    const { accountsRebuilt, accountsLeftAlone, leftAlone } = await this.dependencies.ledger.rebuild();
    const health = await this.check();
    return { accountsRebuilt, accountsLeftAlone, leftAlone: leftAlone.slice(0, HEALTH_FINDINGS), health };
  }

  private async look(): Promise<LedgerHealthDto> {
    const { ledger, clock } = this.dependencies;
    const at = clock.now();
    const began = performance.now();
    const { accountsChecked, accountsDrifted, findings } = await ledger.check();
    const tookMs = Math.round(performance.now() - began);
    const shown = findings.slice(0, HEALTH_FINDINGS);
    const health = { checkedAt: toIso(at), accountsChecked, accountsDrifted, findings: shown, tookMs };
    this.last = { health, at };
    return health;
  }
}
