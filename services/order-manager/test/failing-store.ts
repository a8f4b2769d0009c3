/** The world's store with commits that can be made to hang or fail, as a disk does. */
import type { OrderStore, OrderWrite } from '@oasis/ports'

export class FailingStore {
  mode: 'WORKS' | 'HANGS' | 'REJECTS' = 'WORKS'
  /** The first write of which this is true hangs, and all after it. */
  hangsAt: (write: OrderWrite) => boolean = () => false
  #release: (() => void) | undefined
  #until: Promise<void> | undefined

  wrap(store: OrderStore): OrderStore {
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') return (write: OrderWrite) => this.#commit(target, write)
        const value = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  hang(): void {
    this.mode = 'HANGS'
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#until = promise
    this.#release = resolve
  }

  /** What hangs is written now. */
  release(): void {
    this.mode = 'WORKS'
    this.hangsAt = () => false
    this.#release?.()
  }

  async #commit(store: OrderStore, write: OrderWrite): Promise<void> {
    if (this.mode === 'WORKS' && this.hangsAt(write)) this.hang()
    if (this.mode === 'REJECTS') throw new Error('the disk is full')
    if (this.mode === 'HANGS') await this.#until
    return store.commit(write)
  }
}
