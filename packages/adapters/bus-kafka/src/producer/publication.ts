/** One call of `publish`: settles when the last batch that holds records of it has. */
export class Publication {
  readonly done: Promise<void>
  #open = 0
  #sealed = false
  #error: Error | undefined
  #resolve: () => void = () => {}
  #reject: (error: Error) => void = () => {}

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  enter(): void {
    this.#open++
  }

  /** All records are in batches. */
  seal(): void {
    this.#sealed = true
    this.#check()
  }

  settle(error: Error | undefined): void {
    this.#open--
    this.#error ??= error
    this.#check()
  }

  #check(): void {
    if (!this.#sealed || this.#open > 0) return
    if (this.#error === undefined) this.#resolve()
    else this.#reject(this.#error)
  }
}
