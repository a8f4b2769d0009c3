/**
 * Calls within one process that behave as over a network: messages are encoded and decoded, so nothing is shared;
 * deadlines and cancellation apply; a handler's failure reaches the caller as a status and nothing more. The handler
 * starts after the caller's current work, never within it.
 */
import {
  type CallOptions,
  type Codec,
  type Logger,
  type RpcClient,
  RpcError,
  type RpcHandler,
  type RpcMethod,
  type RpcServer,
  type RpcStatus,
  type RpcStreamHandler,
  type Scheduler,
} from '@oasis/ports'
import { RunningCall } from './running-call.ts'
import { nameOf, ServedMethods } from './served-methods.ts'

export interface InProcessRpcOptions {
  readonly scheduler: Scheduler
  /** Hears of handlers' errors that are no `RpcError`: callers are told INTERNAL only. */
  readonly logger?: Logger
}

export function createInProcessRpc(options: InProcessRpcOptions): RpcServer & RpcClient {
  return new InProcessRpc(options)
}

class InProcessRpc implements RpcServer, RpcClient {
  readonly #scheduler: Scheduler
  readonly #logger: Logger | undefined
  readonly #served = new ServedMethods()

  constructor(options: InProcessRpcOptions) {
    this.#scheduler = options.scheduler
    this.#logger = options.logger
  }

  handle<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcHandler<Request, Response>,
  ): void {
    this.#served.add(method, (service) => ({ kind: 'UNARY', handler, service }))
  }

  handleStream<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcStreamHandler<Request, Response>,
  ): void {
    this.#served.add(method, (service) => ({ kind: 'STREAM', handler, service }))
  }

  withdraw(service: string): Promise<void> {
    return this.#served.withdraw(service)
  }

  call<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      refuseIfOver(options)
      const bytes = encode(method.request, request)
      const call = new RunningCall(this.#scheduler, options, reject)
      queueMicrotask(() => {
        this.#serve(method, bytes, call).then(
          (answer) => {
            call.finish()
            try {
              resolve(decode(method.response, answer))
            } catch (error) {
              reject(error)
            }
          },
          (error) => {
            call.finish()
            reject(error)
          },
        )
      })
    })
  }

  async *stream<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): AsyncGenerator<Response, void> {
    refuseIfOver(options)
    const bytes = encode(method.request, request)
    let end: (error: RpcError) => void = () => {}
    const ended = new Promise<never>((_, reject) => {
      end = reject
    })
    ended.catch(() => {})
    const call = new RunningCall(this.#scheduler, options, end)
    const answers = this.#serveStream(method, bytes, call)
    try {
      for (;;) {
        const next = await Promise.race([answers.next(), ended])
        if (next.done === true) return
        yield decode(method.response, next.value)
      }
    } finally {
      call.abandon()
      // A handler that still waits for something ends when that comes; nobody waits for it here.
      answers.return().catch(() => {})
    }
  }

  /** Rejects with `RpcError` only. */
  async #serve<Request, Response>(
    method: RpcMethod<Request, Response>,
    bytes: Uint8Array,
    call: RunningCall,
  ): Promise<Uint8Array> {
    const { handler, service } = this.#served.find(method, 'UNARY')
    service.began()
    try {
      return encode(method.response, await handler(decode(method.request, bytes, 'INVALID_ARGUMENT'), call))
    } catch (error) {
      throw this.#toStatus(error, method)
    } finally {
      service.ended()
    }
  }

  async *#serveStream<Request, Response>(
    method: RpcMethod<Request, Response>,
    bytes: Uint8Array,
    call: RunningCall,
  ): AsyncGenerator<Uint8Array, void> {
    const { handler, service } = this.#served.find(method, 'STREAM')
    service.began()
    try {
      for await (const answer of handler(decode(method.request, bytes, 'INVALID_ARGUMENT'), call)) {
        yield encode(method.response, answer)
      }
    } catch (error) {
      throw this.#toStatus(error, method)
    } finally {
      service.ended()
    }
  }

  /** A copy: the handler's own error object stays on its side. */
  #toStatus(error: unknown, method: RpcMethod<never, never> | Parameters<typeof nameOf>[0]): RpcError {
    if (error instanceof RpcError) return new RpcError(error.status, error.message)
    this.#logger?.error({ err: error, method: nameOf(method) }, 'handler failed')
    return new RpcError('INTERNAL', `${nameOf(method)} failed`)
  }
}

function refuseIfOver({ signal, timeoutMs }: CallOptions): void {
  if (signal?.aborted)
    throw new RpcError('CANCELLED', 'the caller has cancelled the call', { cause: signal.reason })
  if (!(timeoutMs > 0)) throw new RpcError('DEADLINE_EXCEEDED', `no time left: ${timeoutMs} ms`)
}

function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  try {
    return codec.encode(value)
  } catch (cause) {
    throw new RpcError('INTERNAL', `${codec.schema} cannot be encoded`, { cause })
  }
}

function decode<T>(codec: Codec<T>, bytes: Uint8Array, status: RpcStatus = 'INTERNAL'): T {
  try {
    return codec.decode(bytes)
  } catch (cause) {
    throw new RpcError(status, `${codec.schema} cannot be decoded`, { cause })
  }
}
