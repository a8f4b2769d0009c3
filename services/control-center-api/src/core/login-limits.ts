/**
 * How often a password may be tried: for each name, whether or not there is such a user, and for each address. An attempt
 * is charged before it is made and given back when it succeeds, so that many at once do not slip through. Bounded: the
 * one that was looked at longest ago is forgotten.
 */
export interface LoginLimitsConfig {
  readonly failuresPerUser: number
  readonly failuresPerAddress: number
  readonly windowMs: number
  readonly lockMs: number
  readonly maxLockMs: number
}

interface Tally {
  readonly failures: number
  readonly lastAtMs: number
  readonly lockedUntilMs: number
}

const NONE: Tally = { failures: 0, lastAtMs: 0, lockedUntilMs: 0 }
const MAX_KEPT = 20_000

export class LoginLimits {
  readonly #config: LoginLimitsConfig
  readonly #users = new Map<string, Tally>()
  readonly #addresses = new Map<string, Tally>()

  constructor(config: LoginLimitsConfig) {
    this.#config = config
  }

  /** Milliseconds to wait; undefined: go on, and it counts as failed until {@link succeeded}. */
  attempt(name: string, address: string, nowMs: number): number | undefined {
    const { failuresPerUser, failuresPerAddress } = this.#config
    const user = this.#read(this.#users, name, nowMs)
    const from = this.#read(this.#addresses, address, nowMs)
    const lockedUntilMs = Math.max(user.lockedUntilMs, from.lockedUntilMs)
    if (lockedUntilMs > nowMs) return lockedUntilMs - nowMs
    keep(this.#users, name, this.#failed(user, failuresPerUser, nowMs))
    keep(this.#addresses, address, this.#failed(from, failuresPerAddress, nowMs))
    return undefined
  }

  /** The name begins anew; its address gets back this one attempt. */
  succeeded(name: string, address: string): void {
    this.#users.delete(name)
    const from = this.#addresses.get(address)
    if (from === undefined) return
    if (from.failures <= 1) this.#addresses.delete(address)
    else this.#addresses.set(address, { ...from, failures: from.failures - 1, lockedUntilMs: 0 })
  }

  #read(tallies: ReadonlyMap<string, Tally>, key: string, nowMs: number): Tally {
    const tally = tallies.get(key) ?? NONE
    const isOver = tally.lockedUntilMs <= nowMs && tally.lastAtMs + this.#config.windowMs <= nowMs
    return isOver ? NONE : tally
  }

  #failed({ failures, lockedUntilMs }: Tally, allowed: number, nowMs: number): Tally {
    const { lockMs, maxLockMs } = this.#config
    const over = failures + 1 - allowed
    const lock = over < 0 ? 0 : Math.min(lockMs * 2 ** Math.min(over, 30), maxLockMs)
    return {
      failures: failures + 1,
      lastAtMs: nowMs,
      lockedUntilMs: lock === 0 ? lockedUntilMs : nowMs + lock,
    }
  }
}

function keep(tallies: Map<string, Tally>, key: string, tally: Tally): void {
  // Set anew at the end: maps keep the order of insertion.
  tallies.delete(key)
  tallies.set(key, tally)
  if (tallies.size <= MAX_KEPT) return
  for (const oldest of tallies.keys()) {
    tallies.delete(oldest)
    return
  }
}
