/** Leases of hosts that share one memory: a host that dies leaves what it held until somebody says that it has run out. */
import type { Lease, LeaseOptions, Leases } from '@oasis/ports'
import type { LeaseBoard } from '@oasis/store-sql'

interface Row {
  holder: string | undefined
  epoch: number
  readonly waiting: (() => void)[]
  lose?: (reason: string) => void
}

export class LeaseTable {
  readonly #rows = new Map<string, Row>()

  of(holder: string): Leases {
    return {
      acquire: (name, options) => this.#acquire(name, holder, options),
      close: async () => {},
    }
  }

  readonly board: LeaseBoard = {
    held: async (prefix) =>
      [...this.#rows].flatMap(([name, { holder, epoch }]) =>
        holder !== undefined && name.startsWith(prefix) ? [{ name, holder, epoch }] : [],
      ),
    close: async () => {},
  }

  holderOf(name: string): string | undefined {
    return this.#rows.get(name)?.holder
  }

  /** Whoever held them has not renewed them in time. */
  expire(holder: string): void {
    for (const row of this.#rows.values()) if (row.holder === holder) this.#free(row, 'not renewed in time')
  }

  async #acquire(name: string, holder: string, { signal }: LeaseOptions): Promise<Lease> {
    const row = this.#rows.get(name) ?? { holder: undefined, epoch: 0, waiting: [] }
    this.#rows.set(name, row)
    while (row.holder !== undefined) await this.#freed(row, signal)
    signal.throwIfAborted()
    row.holder = holder
    row.epoch += 1
    const { epoch } = row
    const lost = Promise.withResolvers<string>()
    row.lose = lost.resolve
    const isHeld = () => row.holder === holder && row.epoch === epoch
    return {
      ...{ name, epoch, lost: lost.promise },
      lapsed: () => (isHeld() ? undefined : 'not held any more'),
      release: async () => {
        if (isHeld()) this.#free(row)
      },
    }
  }

  #freed(row: Row, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      row.waiting.push(resolve)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }

  #free(row: Row, why?: string): void {
    row.holder = undefined
    if (why !== undefined) row.lose?.(why)
    for (const go of row.waiting.splice(0)) go()
  }
}
