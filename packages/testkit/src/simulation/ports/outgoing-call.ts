/**
 * A call as its caller holds it: messages come in until it ends, by the server, by its deadline, or by the caller
 * itself. It ends once; whatever comes after that is dropped.
 */
import { type CallOptions, type RpcContext, RpcError, type RpcMethod, type Scheduler } from '@oasis/ports'
import type { Life } from '../process/life.ts'

/** A method with its types forgotten: its codecs keep them apart. */
export type AnyMethod = RpcMethod<unknown, unknown>

/** Messages that may be on their way or unread before the handler is asked for more. */
const WINDOW = 64

export class OutgoingCall {
  readonly method: AnyMethod
  readonly timeoutMs: number
  /** The handler's view: its signal aborts when nobody waits any more. */
  readonly context: RpcContext
  readonly #abort = new AbortController()
  readonly #finish: () => void
  readonly #messages: Uint8Array[] = []
  #ended: 'DONE' | RpcError | undefined
  #wake: () => void = () => {}
  /** Made by the handler, and not taken by the caller. */
  #unread = 0
  #tellRoom: () => void = () => {}

  constructor(
    method: AnyMethod,
    { timeoutMs, signal, traceparent }: CallOptions,
    scheduler: Scheduler,
    life: Life,
  ) {
    this.method = method
    this.timeoutMs = timeoutMs
    this.context = { signal: this.#abort.signal, ...(traceparent === undefined ? {} : { traceparent }) }
    const cancel = () => this.fail(new RpcError('CANCELLED', 'the caller has cancelled the call'))
    const deadline = scheduler.after(timeoutMs, () =>
      this.fail(new RpcError('DEADLINE_EXCEEDED', `no answer within ${timeoutMs} ms`)),
    )
    signal?.addEventListener('abort', cancel, { once: true })
    life.atEnd(() => this.#abort.abort(new RpcError('CANCELLED', 'the caller is gone')))
    this.#finish = () => {
      deadline.cancel()
      signal?.removeEventListener('abort', cancel)
    }
  }

  /** The handler has made one more. Waits until the caller has taken enough, or the call has ended. */
  async made(): Promise<void> {
    this.#unread++
    while (this.#unread >= WINDOW && this.#ended === undefined) {
      await new Promise<void>((resolve) => (this.#tellRoom = resolve))
    }
  }

  deliver(message: Uint8Array): void {
    if (this.#ended !== undefined) return
    this.#messages.push(message)
    this.#wake()
  }

  done(): void {
    this.#end('DONE')
  }

  fail(error: RpcError): void {
    if (this.#end(error)) this.#abort.abort(error)
  }

  /** The caller leaves a stream. */
  abandon(): void {
    this.fail(new RpcError('CANCELLED', 'the caller has ended the call'))
  }

  /** The next message; undefined at the end. Throws the status of a call that failed. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.#messages.length === 0 && this.#ended === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    const message = this.#messages.shift()
    if (message !== undefined) {
      this.#unread--
      this.#tellRoom()
      return message
    }
    if (this.#ended !== undefined && this.#ended !== 'DONE') throw this.#ended
    return undefined
  }

  #end(how: 'DONE' | RpcError): boolean {
    if (this.#ended !== undefined) return false
    this.#ended = how
    this.#finish()
    this.#wake()
    this.#tellRoom()
    return true
  }
}
