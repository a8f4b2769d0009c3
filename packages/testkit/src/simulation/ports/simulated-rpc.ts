/**
 * Calls between services over a network: messages are encoded, take time, and get lost, before or after the effect of
 * what they ask for; a request may arrive after its caller has given up, and is handled all the same.
 */
import { orderService } from '@oasis/contracts'
import {
  type CallOptions,
  type Codec,
  type RpcClient,
  RpcError,
  type RpcHandler,
  type RpcMethod,
  type RpcServer,
  type RpcStatus,
  type RpcStreamHandler,
  type Scheduler,
} from '@oasis/ports'
import type { Faults } from '../faults.ts'
import { type Life, never } from '../process/life.ts'
import type { Trace } from '../trace.ts'
import { type AnyMethod, OutgoingCall } from './outgoing-call.ts'
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
  readonly onCalled: (method: string, request: unknown) => void
  /** What a handler answered, whether or not anybody hears of it. */
  readonly onServed: (method: string, reply: unknown) => void
  /** What a caller has got for an answer. */
  readonly onHeard: (method: string, request: unknown, reply: unknown) => void
  /** A handler failed with something other than an `RpcError`. */
  readonly onHandlerFailure: (method: string, error: unknown) => void
}

/** Sends one message back; false when there is nobody left to send from. */
type Send = (message: Uint8Array) => boolean

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
      const answer = await this.#send(method, 'UNARY', request, options).next()
      if (answer === undefined) throw new RpcError('INTERNAL', `${nameOf(method)} gave no answer`)
      const reply = decode(method.response, answer)
      // What arrives after its caller's death is heard by nobody.
      if (!this.#link.life.dead) this.#link.onHeard(nameOf(method), request, reply)
      return reply
    })
  }

  async *stream<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): AsyncGenerator<Response, void> {
    const { life } = this.#link
    if (!life.step()) await never()
    const call = this.#send(method, 'STREAM', request, options)
    try {
      for (;;) {
        const message = await call.next()
        if (!life.step()) await never()
        if (message === undefined) return
        yield decode(method.response, message)
      }
    } finally {
      call.abandon()
    }
  }

  #send<Request>(
    method: RpcMethod<Request, unknown>,
    kind: Handler['kind'],
    request: Request,
    options: CallOptions,
  ): OutgoingCall {
    const { scheduler, network, faults, trace, life } = this.#link
    if (options.signal?.aborted) throw new RpcError('CANCELLED', 'the caller has cancelled the call')
    if (!(options.timeoutMs > 0))
      throw new RpcError('DEADLINE_EXCEEDED', `no time left: ${options.timeoutMs} ms`)
    const bytes = encode(method.request, request)
    const call = new OutgoingCall(method as AnyMethod, options, scheduler, life)
    trace.note(life.name, `call ${nameOf(method)}`)
    this.#link.onCalled(nameOf(method), request)
    if (faults.strikes('rpc.refused')) this.#breakOff(call, 'connection refused')
    else if (!faults.strikes('rpc.request-lost')) {
      network.after(this.#requestDelayMs(call), () => this.#arrived(call, kind, bytes))
    }
    return call
  }

  #requestDelayMs({ timeoutMs, method }: OutgoingCall): number {
    const { faults, network, life } = this.#link
    const weight = method.name === orderService.placeOrder.name ? 25 : 1
    if (life.fragile && faults.strikes('rpc.caller-dies', weight)) {
      // What it has sent is on its way, and may arrive when the next incarnation is up.
      network.after(faults.between(0, 10), () => life.end('died with a call on its way'))
      return faults.between(20, 2_000)
    }
    if (faults.strikes('rpc.request-late')) return faults.between(timeoutMs, 3 * timeoutMs)
    if (faults.strikes('rpc.request-slow')) return faults.between(20, timeoutMs)
    return faults.between(0, 4)
  }

  #arrived(call: OutgoingCall, kind: Handler['kind'], bytes: Uint8Array): void {
    const { faults, exchange } = this.#link
    const server = exchange.lifeOf(call.method.service)
    // A server that ends with the call in hand resets the connection, or is not heard of any more.
    server?.atEnd(() => {
      if (faults.chance(0.5)) this.#breakOff(call, 'connection reset')
    })
    const delayMs = this.#replyDelayMs(call)
    const back = (reply: () => void): boolean => {
      if (server?.dead === true) return false
      if (delayMs !== undefined) this.#link.network.after(delayMs, reply)
      return true
    }
    this.#serve(call, kind, bytes, (message) => back(() => call.deliver(message))).then(
      () => back(() => call.done()),
      (error) => back(() => call.fail(this.#statusOf(call, error))),
    )
  }

  /** Messages of one call come in order: all take the same time. Undefined: none arrives. */
  #replyDelayMs(call: OutgoingCall): number | undefined {
    const { faults } = this.#link
    if (faults.strikes('rpc.reply-lost')) return undefined
    if (faults.strikes('rpc.reply-broken')) {
      this.#breakOff(call, 'connection reset')
      return undefined
    }
    return faults.strikes('rpc.reply-late')
      ? faults.between(call.timeoutMs, 2 * call.timeoutMs)
      : faults.between(0, 4)
  }

  async #serve(call: OutgoingCall, kind: Handler['kind'], bytes: Uint8Array, send: Send): Promise<void> {
    const { exchange, faults } = this.#link
    const { served, handler } = exchange.find(call.method, kind)
    began(served)
    try {
      const request = decode(call.method.request, bytes, 'INVALID_ARGUMENT')
      if (handler.kind === 'UNARY') {
        const reply = await handler.run(request, call.context)
        this.#answered(call, served.life, reply, send)
        return
      }
      for await (const part of handler.run(request, call.context)) {
        this.#answered(call, served.life, part, send)
        if (faults.strikes('rpc.stream-broken')) throw new RpcError('UNAVAILABLE', 'the stream broke off')
        await call.made()
        if (call.context.signal.aborted) return
      }
    } finally {
      ended(served)
    }
  }

  #answered(call: OutgoingCall, server: Life, reply: unknown, send: Send): void {
    if (server.dead) return
    this.#link.onServed(nameOf(call.method), reply)
    send(encode(call.method.response, reply))
  }

  #breakOff(call: OutgoingCall, why: string): void {
    const { network, faults } = this.#link
    network.after(faults.between(0, 20), () => call.fail(new RpcError('UNAVAILABLE', why)))
  }

  /** What crosses the network: a status, and nothing of the handler's own error. */
  #statusOf({ method }: OutgoingCall, error: unknown): RpcError {
    if (error instanceof RpcError) return new RpcError(error.status, error.message)
    this.#link.onHandlerFailure(nameOf(method), error)
    return new RpcError('INTERNAL', `${nameOf(method)} failed`)
  }
}

function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  try {
    return codec.encode(value)
  } catch (cause) {
    throw new RpcError('INTERNAL', `${codec.schema} cannot be encoded`, { cause })
  }
}

/** A request that cannot be decoded is its sender's fault, an answer the server's. */
function decode<T>(codec: Codec<T>, bytes: Uint8Array, fault: RpcStatus = 'INTERNAL'): T {
  try {
    return codec.decode(bytes)
  } catch (cause) {
    throw new RpcError(fault, `${codec.schema} cannot be decoded`, { cause })
  }
}
