/**
 * One call on its way: deadline, cancellation by the caller, and the handler's view of both. The handler's abort
 * signal is made only when asked for, as it costs more than the rest of a call.
 */
import { type CallOptions, type RpcContext, RpcError, type Scheduler, type Timer } from '@oasis/ports'

export class RunningCall implements RpcContext {
  readonly traceparent?: string
  readonly #options: CallOptions
  readonly #onEnd: (error: RpcError) => void
  readonly #deadline: Timer
  #controller: AbortController | undefined
  #ended: RpcError | undefined
  #finished = false

  /** `onEnd` is called at most once, with DEADLINE_EXCEEDED or CANCELLED, and never after {@link finish}. */
  constructor(scheduler: Scheduler, options: CallOptions, onEnd: (error: RpcError) => void) {
    if (options.traceparent !== undefined) this.traceparent = options.traceparent
    this.#options = options
    this.#onEnd = onEnd
    this.#deadline = scheduler.after(options.timeoutMs, this.#expire)
    options.signal?.addEventListener('abort', this.#cancel)
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#ended !== undefined) this.#controller.abort(this.#ended)
    }
    return this.#controller.signal
  }

  /** The answer is there, or nobody waits for it any more. */
  finish(): void {
    this.#finished = true
    this.#deadline.cancel()
    this.#options.signal?.removeEventListener('abort', this.#cancel)
  }

  /** The caller went away in the middle of a stream. */
  abandon(): void {
    this.finish()
    this.#abort(new RpcError('CANCELLED', 'the caller has ended the call'))
  }

  readonly #expire = (): void => {
    this.#end(new RpcError('DEADLINE_EXCEEDED', `no answer within ${this.#options.timeoutMs} ms`))
  }

  readonly #cancel = (): void => {
    this.#end(
      new RpcError('CANCELLED', 'the caller has cancelled the call', { cause: this.#options.signal?.reason }),
    )
  }

  #end(error: RpcError): void {
    if (this.#finished) return
    this.finish()
    this.#onEnd(error)
    this.#abort(error)
  }

  #abort(error: RpcError): void {
    this.#ended = error
    this.#controller?.abort(error)
  }
}
