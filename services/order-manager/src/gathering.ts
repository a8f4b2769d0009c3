/**
 * What is asked for one by one and done together: all of it that waits when the turn comes, in the order of asking, since a
 * commit of many costs little more than a commit of one. Where nothing waits, each is done by itself and at once.
 */
export interface Gatherable {
  /** Told when it was not done; without effect on what has been answered. */
  readonly fail: (error: unknown) => void
}

export interface GatheringOptions<Item extends Gatherable> {
  /** Runs when everything asked for before has ended; rejects when there are no more turns. */
  readonly turn: (task: () => Promise<void>) => Promise<void>
  /** In one turn; what is left has a turn after what was asked for meanwhile. */
  readonly most: number
  readonly work: (items: readonly Item[]) => Promise<void>
}

export class Gathering<Item extends Gatherable> {
  readonly #options: GatheringOptions<Item>
  #waiting: Item[] = []

  constructor(options: GatheringOptions<Item>) {
    this.#options = options
  }

  add(item: Item): void {
    this.#waiting.push(item)
    if (this.#waiting.length === 1) this.#askForTurn()
  }

  #askForTurn(): void {
    this.#options.turn(() => this.#take()).catch((error: unknown) => failAll(this.#waiting.splice(0), error))
  }

  async #take(): Promise<void> {
    const { most, work } = this.#options
    const taken = this.#waiting.splice(0, most)
    if (this.#waiting.length > 0) this.#askForTurn()
    await work(taken).catch((error: unknown) => failAll(taken, error))
  }
}

function failAll(items: readonly Gatherable[], error: unknown): void {
  for (const { fail } of items) fail(error)
}
