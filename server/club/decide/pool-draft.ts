import { minor, type MinorUnits } from '../../kernel';

/** E14. A pool while payouts are decided one after the other. */
export class PoolDraft {
  private free: MinorUnits;

  constructor(
    readonly id: string,
    readonly code: string,
    readonly currency: string,
    available: MinorUnits,
    /** Payouts that wait for its money. */
    public waiting: number,
  ) {
    this.free = available;
  }

  get available(): MinorUnits {
    return this.free;
  }

  /**
   * E14. Takes an amount out, if it is there. What is paid goes in the order in which it was asked for, so nothing is taken past
   * those who wait.
   */
  take(amount: MinorUnits): boolean {
    if (this.waiting > 0 || this.free < amount) return false;
    this.free = minor(this.free - amount);
    return true;
  }

  giveBack(amount: MinorUnits): void {
    this.free = minor(this.free + amount);
  }
}
