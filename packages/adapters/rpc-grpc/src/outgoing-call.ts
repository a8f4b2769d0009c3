/** One call on its way out: its bytes, its deadline, and its end by the caller, whether it waits for a connection or was sent. */
import { type Client, type Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { type CallOptions, type Codec, RpcError, type RpcMethod } from '@oasis/ports'
import { GRPC_LIMITS } from './grpc-limits.ts'
import { fromBuffer, toBuffer } from './message-bytes.ts'
import type { Route } from './route.ts'
import { rpcErrorOf } from './status-table.ts'

export interface Destination {
  readonly path: string
  readonly route: Route
  readonly metadata: Metadata
}

export class OutgoingCall<Request, Response> implements Destination {
  readonly path: string
  readonly route: Route
  readonly metadata: Metadata
  readonly bytes: Buffer
  /** Milliseconds since 1970. */
  readonly deadline: number
  readonly #method: RpcMethod<Request, Response>
  readonly #options: CallOptions
  readonly #onFinish: () => void
  #cancel: (() => void) | undefined
  #ended: RpcError | undefined

  /** Throws the `RpcError` of a call that cannot even begin. The request is read here and never again. */
  constructor(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
    destination: Destination,
    onFinish: () => void,
  ) {
    const { signal, timeoutMs } = options
    this.path = destination.path
    this.route = destination.route
    this.metadata = destination.metadata
    this.#method = method
    this.#options = options
    this.#onFinish = onFinish
    if (signal?.aborted) throw this.#cancelled()
    if (!(timeoutMs > 0)) throw new RpcError('DEADLINE_EXCEEDED', `no time left: ${timeoutMs} ms`)
    this.deadline = Date.now() + timeoutMs
    this.bytes = encode(method.request, request)
    signal?.addEventListener('abort', this.#onAbort)
  }

  /** Waits for a connection, no longer than the call may take. */
  async reach(): Promise<Client> {
    const over = new AbortController()
    const timer = setTimeout(() => over.abort(this.#late()), this.deadline - Date.now())
    this.#cancel = () => over.abort(this.#ended)
    try {
      return await this.route.reach(over.signal)
    } finally {
      clearTimeout(timer)
      this.#cancel = undefined
    }
  }

  sent(call: { cancel(): void }): void {
    this.#cancel = () => call.cancel()
  }

  /** Ends it early with this error. */
  end(error: RpcError): void {
    this.#ended ??= error
    this.#cancel?.()
  }

  cancel(): void {
    this.#cancel?.()
  }

  /** Must be called when nothing more comes of it. */
  finish(): void {
    this.#cancel = undefined
    this.#options.signal?.removeEventListener('abort', this.#onAbort)
    this.#onFinish()
  }

  decode(bytes: Buffer): Response {
    const { response } = this.#method
    try {
      return response.decode(fromBuffer(bytes))
    } catch (cause) {
      throw new RpcError('INTERNAL', `${response.schema} cannot be decoded`, { cause })
    }
  }

  toRpcError(error: unknown): RpcError {
    if (error instanceof RpcError) return error
    // All that grpc-js reports has a code; what it throws has none, and was not sent.
    const { code, details } = error as Partial<ServiceError>
    if (code === undefined || details === undefined) return new RpcError('UNAVAILABLE', String(error))
    if (code === status.CANCELLED && this.#ended !== undefined) return this.#ended
    return code === status.DEADLINE_EXCEEDED ? this.#late() : rpcErrorOf({ code, details })
  }

  readonly #onAbort = (): void => this.end(this.#cancelled())

  #cancelled(): RpcError {
    const { signal } = this.#options
    return new RpcError('CANCELLED', 'the caller has cancelled the call', { cause: signal?.reason })
  }

  #late(): RpcError {
    return new RpcError('DEADLINE_EXCEEDED', `no answer within ${this.#options.timeoutMs} ms`)
  }
}

function encode<T>(codec: Codec<T>, value: T): Buffer {
  let bytes: Uint8Array
  try {
    bytes = codec.encode(value)
  } catch (cause) {
    throw new RpcError('INTERNAL', `${codec.schema} cannot be encoded`, { cause })
  }
  if (bytes.byteLength <= GRPC_LIMITS.messageBytes) return toBuffer(bytes)
  const size = `${codec.schema} of ${bytes.byteLength} bytes is over the limit of ${GRPC_LIMITS.messageBytes}`
  throw new RpcError('INVALID_ARGUMENT', `${size}; it was not sent`)
}
