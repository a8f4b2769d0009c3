/**
 * One incarnation of a service. Once it has ended, nothing that it asked for takes effect any more and nothing comes
 * back to it, as after SIGKILL: its promises stay pending for ever and are collected with it. The steps of its life
 * are the moments right before and right after each call of a port.
 */
export interface LifeOptions {
  readonly name: string
  readonly incarnation?: number
  /** It ends of itself after so many; never, if absent. */
  readonly steps?: number
  /** Of somebody who is no service of ours. */
  readonly immortal?: boolean
  /** Whether faults may end it now; always, if absent. One that has just come up is often let be, so that it gets somewhere. */
  readonly isFragile?: () => boolean
  /** Told once, whoever ended it. */
  readonly onEnd?: (cause: string) => void
}

export class Life {
  readonly name: string
  /** Tells incarnations of one service apart in a trace. */
  readonly incarnation: number
  readonly immortal: boolean
  readonly #isFragile: () => boolean
  #stepsLeft: number
  #dead = false
  #endings: (() => void)[] = []
  readonly #onEnd: (cause: string) => void

  constructor(options: LifeOptions) {
    this.name = options.name
    this.incarnation = options.incarnation ?? 1
    this.#stepsLeft = options.steps ?? Number.POSITIVE_INFINITY
    this.#isFragile = options.isFragile ?? (() => true)
    this.immortal = options.immortal ?? false
    this.#onEnd = options.onEnd ?? (() => {})
  }

  get dead(): boolean {
    return this.#dead
  }

  get fragile(): boolean {
    return !this.immortal && this.#isFragile()
  }

  /** False when there is no next step. */
  step(): boolean {
    if (!this.#dead && this.#stepsLeft-- <= 0) this.end('step')
    return !this.#dead
  }

  /** No step ends it any more. */
  outlive(): void {
    this.#stepsLeft = Number.POSITIVE_INFINITY
  }

  end(cause: string): void {
    if (this.#dead || this.immortal) return
    this.#dead = true
    const endings = this.#endings
    this.#endings = []
    for (const ending of endings) ending()
    this.#onEnd(cause)
  }

  /** What the world does with a process that is gone: closes its connections. */
  atEnd(ending: () => void): void {
    if (this.#dead) ending()
    else this.#endings.push(ending)
  }

  /** A call of a port, with a step before and one after it. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    if (!this.step()) return never()
    let result: T
    try {
      result = await work()
    } catch (error) {
      return this.step() ? Promise.reject(error) : never()
    }
    return this.step() ? result : never()
  }

  /** For timers and deliveries: runs only while alive. */
  readonly whileAlive = (run: () => void) => (): void => {
    if (!this.#dead) run()
  }
}

/** A new one each time: reactions to a shared one would be kept for ever. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {})
