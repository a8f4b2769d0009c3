/**
 * Calls between services over a network: requests and replies are encoded, take time, and get lost, each before or
 * after its effect; a request may arrive after its caller has given up, and is handled all the same.
 */
import {
  type CallOptions,
  type Codec,
  type RpcClient,
  type RpcContext,
  RpcError,
  type RpcHandler,
  type RpcMethod,
  type RpcServer,
  type RpcStreamHandler,
  type Scheduler,
} from '@oasis/ports'
import type { Faults } from '../faults.ts'
import { type Life, never } from '../process/life.ts'
import type { Trace } from '../trace.ts'
import { began, ended, type Handler, nameOf, type RpcExchange } from './rpc-exchange.ts'

export interface RpcLink {
  readonly exchange: RpcExchange
  readonly life: Life
  /** The service's own, whose timers end with it. */
  readonly scheduler: Scheduler
  /** The network's: what is on its way arrives whatever became of the sender. */
  readonly network: Scheduler
  readonly faults: Faults
  readonly trace: Trace
  /** What a handler answered, whether or not anybody hears of it. */
  readonly onServed: (method: string, request: unknown, reply: unknown) => void
  /** A handler failed with something other than an `RpcError`. */
  readonly onHandlerFailure: (method: string, error: unknown) => void
}

/** A method with its types forgotten: its codecs keep them apart. */
type AnyMethod = RpcMethod<unknown, unknown>

export class SimulatedRpc implements RpcServer, RpcClient {
  readonly #link: RpcLink

  constructor(link: RpcLink) {
    this.#link = link
  }

  handle<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcHandler<Request, Response>,
  ): void {
    // Called only by the same method, whose codecs give the types.
    const run = handler as RpcHandler<unknown, unknown>
    this.#link.exchange.add(this.#link.life, method, { kind: 'UNARY', run })
  }

  handleStream<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcStreamHandler<Request, Response>,
  ): void {
    const run = handler as RpcStreamHandler<unknown, unknown>
    this.#link.exchange.add(this.#link.life, method, { kind: 'STREAM', run })
  }

  withdraw(service: string): Promise<void> {
    return this.#link.exchange.withdraw(service)
  }

  call<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): Promise<Response> {
    return this.#link.life.call(async () => {
      const bytes = this.#encoded(method, request, options)
      const answer = await this.#caller(method as AnyMethod, options, (call) => this.#send(call, bytes))
      return decode(method.response, answer as Uint8Array)
    })
  }

  async *stream<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): AsyncGenerator<Response, void> {
    const { life } = this.#link
    if (!life.step()) await never()
    const bytes = this.#encoded(method, request, options)
    // Chunks are handed over together at the end of the stream: only a whole snapshot is of use to anybody.
    const chunks = (await this.#caller(method as AnyMethod, options, (call) =>
      this.#sendStream(call, bytes),
    )) as readonly Uint8Array[]
    for (const chunk of chunks) {
      if (!life.step()) await never()
      yield decode(method.response, chunk)
    }
  }

  #encoded<T>(method: RpcMethod<T, unknown>, request: T, { signal, timeoutMs }: CallOptions): Uint8Array {
    if (signal?.aborted) throw new RpcError('CANCELLED', 'the caller has cancelled the call')
    if (!(timeoutMs > 0)) throw new RpcError('DEADLINE_EXCEEDED', `no time left: ${timeoutMs} ms`)
    return encode(method.request, request)
  }

  /** The caller's end: settles once, by the answer, the deadline or the caller's own signal. */
  #caller(
    method: AnyMethod,
    { timeoutMs, signal, traceparent }: CallOptions,
    send: (call: OutgoingCall) => void,
  ): Promise<unknown> {
    const { scheduler, life } = this.#link
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const abort = new AbortController()
    const finish = () => {
      deadline.cancel()
      signal?.removeEventListener('abort', cancel)
    }
    const fail = (error: RpcError) => {
      finish()
      abort.abort(error)
      reject(error)
    }
    const cancel = () => fail(new RpcError('CANCELLED', 'the caller has cancelled the call'))
    const deadline = scheduler.after(timeoutMs, () =>
      fail(new RpcError('DEADLINE_EXCEEDED', `no answer within ${timeoutMs} ms`)),
    )
    signal?.addEventListener('abort', cancel, { once: true })
    // A caller that is gone is noticed by the handler's signal only.
    life.atEnd(() => abort.abort(new RpcError('CANCELLED', 'the caller is gone')))
    const context = { signal: abort.signal, ...(traceparent === undefined ? {} : { traceparent }) }
    const answer = (value: unknown) => {
      finish()
      resolve(value)
    }
    send({ method, context, timeoutMs, answer, fail })
    return promise
  }

  #send(call: OutgoingCall, bytes: Uint8Array): void {
    this.#onItsWay(call, async () => {
      const { served, handler } = this.#link.exchange.find(call.method, 'UNARY')
      const { run } = handler as Handler & { kind: 'UNARY' }
      began(served)
      try {
        const request = decode(call.method.request, bytes)
        const reply = await run(request, call.context)
        if (!served.life.dead) this.#link.onServed(nameOf(call.method), request, reply)
        return { life: served.life, value: encode(call.method.response, reply) }
      } finally {
        ended(served)
      }
    })
  }

  #sendStream(call: OutgoingCall, bytes: Uint8Array): void {
    const { faults } = this.#link
    this.#onItsWay(call, async () => {
      const { served, handler } = this.#link.exchange.find(call.method, 'STREAM')
      const { run } = handler as Handler & { kind: 'STREAM' }
      began(served)
      try {
        const chunks: Uint8Array[] = []
        for await (const chunk of run(decode(call.method.request, bytes), call.context)) {
          chunks.push(encode(call.method.response, chunk))
        }
        if (faults.strikes('rpc.stream-broken')) throw new RpcError('UNAVAILABLE', 'the stream broke off')
        return { life: served.life, value: chunks }
      } finally {
        ended(served)
      }
    })
  }

  #onItsWay(call: OutgoingCall, serve: () => Promise<{ life: Life; value: unknown }>): void {
    const { network, faults, trace, life } = this.#link
    trace.note(life.name, `call ${nameOf(call.method)}`)
    if (faults.strikes('rpc.refused')) {
      network.after(faults.between(0, 20), () => call.fail(new RpcError('UNAVAILABLE', 'connection refused')))
      return
    }
    if (faults.strikes('rpc.request-lost')) return
    network.after(this.#requestDelayMs(call), () => this.#arrived(call, serve))
  }

  #requestDelayMs({ timeoutMs }: OutgoingCall): number {
    const { faults } = this.#link
    if (faults.strikes('rpc.request-late')) return faults.between(timeoutMs, 3 * timeoutMs)
    if (faults.strikes('rpc.request-slow')) return faults.between(20, timeoutMs)
    return faults.between(0, 4)
  }

  #arrived(call: OutgoingCall, serve: () => Promise<{ life: Life; value: unknown }>): void {
    const { network, faults } = this.#link
    const lifeOfServer = this.#link.exchange.lifeOf(call.method.service)
    // A server that ends with the call in hand resets the connection, or is not heard of any more.
    lifeOfServer?.atEnd(() => {
      if (!faults.chance(0.5)) return
      network.after(faults.between(0, 20), () => call.fail(new RpcError('UNAVAILABLE', 'connection reset')))
    })
    serve().then(
      ({ life, value }) => {
        if (!life.dead) this.#reply(call, () => call.answer(value))
      },
      (error) => {
        if (lifeOfServer?.dead === true) return
        this.#reply(call, () => call.fail(this.#statusOf(call, error)))
      },
    )
  }

  #reply(call: OutgoingCall, answer: () => void): void {
    const { network, faults } = this.#link
    if (faults.strikes('rpc.reply-lost')) return
    if (faults.strikes('rpc.reply-broken')) {
      network.after(faults.between(0, 20), () => call.fail(new RpcError('UNAVAILABLE', 'connection reset')))
      return
    }
    const late = faults.strikes('rpc.reply-late')
    network.after(late ? faults.between(call.timeoutMs, 2 * call.timeoutMs) : faults.between(0, 4), answer)
  }

  /** What crosses the network: a status, and nothing of the handler's own error. */
  #statusOf({ method }: OutgoingCall, error: unknown): RpcError {
    if (error instanceof RpcError) return new RpcError(error.status, error.message)
    this.#link.onHandlerFailure(nameOf(method), error)
    return new RpcError('INTERNAL', `${nameOf(method)} failed`)
  }
}

interface OutgoingCall {
  readonly method: AnyMethod
  readonly context: RpcContext
  readonly timeoutMs: number
  readonly answer: (value: unknown) => void
  readonly fail: (error: RpcError) => void
}

function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  try {
    return codec.encode(value)
  } catch (cause) {
    throw new RpcError('INTERNAL', `${codec.schema} cannot be encoded`, { cause })
  }
}

function decode<T>(codec: Codec<T>, bytes: Uint8Array): T {
  try {
    return codec.decode(bytes)
  } catch (cause) {
    throw new RpcError('INTERNAL', `${codec.schema} cannot be decoded`, { cause })
  }
}
