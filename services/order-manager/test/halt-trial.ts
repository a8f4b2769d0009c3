/** An account about to be halted: a venue whose cancels work, and a disk and a bus that can be made to stand still. */
import type { NewRecord } from '@oasis/ports'
import { buildIntent } from '@oasis/testkit'
import { FailingStore } from './failing-store.ts'
import { createWorld, type Desk, type DeskOptions, idOf, place, startDesk, type World } from './fixture.ts'
import { ObedientVenue } from './obedient-venue.ts'

export const TARGET_MS = 2_000

export class HaltTrial {
  readonly world: World
  readonly venue: ObedientVenue
  disk = new FailingStore()
  busWorks = true
  #desk: Desk | undefined

  private constructor(world: World) {
    this.world = world
    this.venue = new ObedientVenue(world)
  }

  static async begin(): Promise<HaltTrial> {
    const trial = new HaltTrial(await createWorld())
    await trial.start()
    return trial
  }

  /** The order manager that runs now. */
  get desk(): Desk {
    if (this.#desk === undefined) throw new Error('the order manager has not been started')
    return this.#desk
  }

  async start(overrides: DeskOptions = {}): Promise<void> {
    const publish = async (records: readonly NewRecord[]): Promise<void> => {
      if (!this.busWorks) throw new Error('the bus is away')
      this.world.published.push(...records)
    }
    const { world, venue, disk } = this
    this.#desk = await startDesk(world, {
      venue: venue.connect(),
      store: disk.wrap(world.store),
      bus: { publish },
      ...overrides,
    })
  }

  /** After a death, with a disk that works. */
  async restart(): Promise<void> {
    this.desk.life.dead = true
    this.disk = new FailingStore()
    await this.start()
  }

  /** Where a look that finds nothing proves nothing. */
  async inconclusive(): Promise<void> {
    await this.desk.settled(this.desk.manager.stop())
    this.world.venue.conclusive = false
    await this.start()
  }

  async placed(...numbers: number[]): Promise<void> {
    for (const n of numbers) await place(this.world, this.desk, buildIntent(n))
    await this.world.pass()
  }

  /** Sent, and nobody can tell what became of it. */
  async unknown(n: number): Promise<void> {
    this.world.venue.script = 'LOST'
    await this.placed(n)
    this.world.venue.script = 'ACK'
  }

  /** Known to the venue alone. */
  acceptExternal(n: number): void {
    const { instrumentId, side, terms } = buildIntent(n)
    this.world.venue.accept({ clientOrderId: idOf(n), instrumentId, side, terms })
  }
}
