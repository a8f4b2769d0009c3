/**
 * One call that a handler works on, as the handler sees it. The abort signal is made only when asked for, as it costs more
 * than the rest of the call.
 */
import type { Metadata } from '@grpc/grpc-js'
import { type RpcContext, RpcError, type Scheduler, type Timer } from '@oasis/ports'
import { GRPC_LIMITS } from './grpc-limits.ts'
import { TRACEPARENT } from './traceparent.ts'

/** What grpc-js's unary and streaming calls have in common. */
export interface GrpcServerCall {
  readonly cancelled: boolean
  readonly metadata: Metadata
  getDeadline(): Date | number
  on(event: 'cancelled', listener: () => void): unknown
}

export class ServedCall implements RpcContext {
  readonly traceparent?: string
  readonly #deadline: number
  readonly #ownDeadline: Timer | undefined
  readonly #onEnd: (error: RpcError) => void
  #controller: AbortController | undefined
  #ended: RpcError | undefined
  #finished = false

  /** `onEnd` is called at most once, with why nobody waits for the answer any more; never after {@link finish}. */
  constructor(call: GrpcServerCall, scheduler: Scheduler, onEnd: (error: RpcError) => void) {
    const [traceparent] = call.metadata.get('traceparent')
    if (typeof traceparent === 'string' && TRACEPARENT.test(traceparent)) this.traceparent = traceparent
    this.#onEnd = onEnd
    this.#deadline = Number(call.getDeadline())
    // grpc-js keeps the caller's deadline; one that has none gets ours.
    if (this.#deadline === Number.POSITIVE_INFINITY) {
      this.#ownDeadline = scheduler.after(GRPC_LIMITS.deadlineMs, () => this.end(this.#exceeded()))
    }
    // Also emitted when the answer has been sent; nothing is left to end then.
    call.on('cancelled', () => this.end(this.#whyCancelled()))
    if (call.cancelled) this.end(this.#whyCancelled())
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController()
      if (this.#ended !== undefined) this.#controller.abort(this.#ended)
    }
    return this.#controller.signal
  }

  /** Why nobody waits for the answer any more. */
  get ended(): RpcError | undefined {
    return this.#ended
  }

  /** The handler is done. */
  finish(): void {
    this.#finished = true
    this.#ownDeadline?.cancel()
  }

  end(error: RpcError): void {
    if (this.#finished || this.#ended !== undefined) return
    this.#ended = error
    this.#ownDeadline?.cancel()
    this.#controller?.abort(error)
    this.#onEnd(error)
  }

  #whyCancelled(): RpcError {
    return Date.now() >= this.#deadline
      ? this.#exceeded()
      : new RpcError('CANCELLED', 'the caller has ended the call or has gone')
  }

  #exceeded(): RpcError {
    return new RpcError('DEADLINE_EXCEEDED', "the call's deadline has passed")
  }
}
