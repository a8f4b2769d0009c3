/**
 * One service as an operating system runs it: started, ended at any moment, started again after a while. Every
 * incarnation gets ports of its own, which end with it.
 */
import type { Scheduler, Timer } from '@oasis/ports'
import type { Service } from '@oasis/runtime'
import type { Faults } from '../faults.ts'
import { serviceScheduler } from '../ports/service-scheduler.ts'
import type { Trace } from '../trace.ts'
import { Life } from './life.ts'

export interface Incarnation {
  readonly life: Life
  readonly scheduler: Scheduler
  /** What a service does that cannot go on: its process ends. */
  readonly onFatal: (error: unknown) => void
}

export interface SimulatedProcessOptions<T extends Service> {
  readonly name: string
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly trace: Trace
  readonly create: (incarnation: Incarnation) => T
  readonly onStarted: (name: string) => void
  readonly onCrash: (name: string, cause: string) => void
}

const MAX_SKEW_MS = 200

export class SimulatedProcess<T extends Service> {
  readonly name: string
  readonly #options: SimulatedProcessOptions<T>
  #life: Life | undefined
  #service: T | undefined
  #incarnations = 0
  #restart: Timer | undefined
  #healed = false
  #isWrong = false

  constructor(options: SimulatedProcessOptions<T>) {
    this.name = options.name
    this.#options = options
  }

  /** Undefined while it is down or starting. */
  get running(): T | undefined {
    return this.#service
  }

  get alive(): boolean {
    return this.#life !== undefined && !this.#life.dead
  }

  launch(): void {
    const { name, scheduler: world, faults, trace } = this.#options
    this.#restart = undefined
    const fragileFrom =
      world.now() + BigInt(faults.chance(0.3) ? 0 : faults.between(500, 10_000)) * 1_000_000n
    const life = new Life({
      name,
      incarnation: ++this.#incarnations,
      steps: this.#lifespan(),
      isFragile: () => world.now() >= fragileFrom,
      onEnd: (cause) => this.#ended(cause),
    })
    this.#life = life
    const skewMs = this.#skewMs()
    if (skewMs !== 0) faults.note('clock.skew')
    this.#isWrong = Math.abs(skewMs) > MAX_SKEW_MS
    trace.note(name, `starts, incarnation ${this.#incarnations}`)
    const fatal = (what: string) => (error: unknown) => {
      trace.note(name, `${what}: ${String(error)}`)
      life.end(what)
    }
    const scheduler = serviceScheduler(world, life, skewMs)
    const start = async (): Promise<void> => {
      const service = this.#options.create({ life, scheduler, onFatal: fatal('fatal') })
      await service.start()
      if (life.dead) return
      trace.note(name, 'started')
      this.#service = service
      this.#options.onStarted(name)
    }
    start().catch((error) => {
      if (!life.dead) fatal('start failed')(error)
    })
  }

  /** As by SIGKILL. */
  kill(cause: string): void {
    this.#life?.end(cause)
  }

  /** From now on it lives for ever, and is up again if it was down. A clock that is wrong is set right, which takes a restart. */
  heal(): void {
    this.#healed = true
    this.#life?.outlive()
    if (this.#isWrong) this.kill('killed')
  }

  #ended(cause: string): void {
    const { name, scheduler, trace, onCrash } = this.#options
    this.#service = undefined
    trace.note(name, `ends: ${cause}`)
    onCrash(name, cause)
    this.#restart ??= scheduler.after(this.#downtimeMs(), () => this.launch())
  }

  /** Within what counts as right, and seldom far beyond it. */
  #skewMs(): number {
    const { faults } = this.#options
    if (this.#healed) return 0
    if (faults.chance(0.96)) return faults.between(-MAX_SKEW_MS, MAX_SKEW_MS)
    return (faults.chance(0.5) ? 1 : -1) * faults.between(300, 5_000)
  }

  /** Often so short that what its last life has sent is still on its way. */
  #downtimeMs(): number {
    const { faults } = this.#options
    if (faults.chance(0.5)) return faults.between(2, 100)
    return faults.chance(0.8) ? faults.between(100, 2_500) : faults.between(4_000, 15_000)
  }

  /** Some die while they start, most after a good while, some never. */
  #lifespan(): number {
    const { faults } = this.#options
    if (this.#healed) return Number.POSITIVE_INFINITY
    if (faults.chance(0.3)) return Number.POSITIVE_INFINITY
    return faults.chance(0.15) ? faults.between(0, 60) : faults.between(60, 4_000)
  }
}
