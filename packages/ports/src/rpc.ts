/** Remote calls as gRPC has them. Every call has a deadline; failures are `RpcError`s with a gRPC status. */
export interface Codec<T> {
  /** Full protobuf message name. */
  readonly schema: string
  encode(value: T): Uint8Array
  /** Throws on anything that is not a whole, valid message. */
  decode(bytes: Uint8Array): T
}

export interface RpcMethod<Request, Response> {
  /** Full service name, like `oasis.trading.v1.RiskService`. */
  readonly service: string
  readonly name: string
  readonly request: Codec<Request>
  readonly response: Codec<Response>
}

export const RPC_STATUSES = [
  'CANCELLED',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
] as const
export type RpcStatus = (typeof RPC_STATUSES)[number]

export class RpcError extends Error {
  readonly status: RpcStatus
  constructor(status: RpcStatus, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RpcError'
    this.status = status
  }
}

export interface RpcContext {
  /** Aborts when the deadline passes or the caller goes away. */
  readonly signal: AbortSignal
  readonly traceparent?: string
}

export interface CallOptions {
  /** Required: what happens after it is the caller's stated answer to "I don't know whether it happened". */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  readonly traceparent?: string
}

export type RpcHandler<Request, Response> = (request: Request, context: RpcContext) => Promise<Response>
export type RpcStreamHandler<Request, Response> = (
  request: Request,
  context: RpcContext,
) => AsyncIterable<Response>

export interface RpcServer {
  handle<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcHandler<Request, Response>,
  ): void
  handleStream<Request, Response>(
    method: RpcMethod<Request, Response>,
    handler: RpcStreamHandler<Request, Response>,
  ): void
  /** Calls to this service answer UNAVAILABLE from now on; running ones are waited for. */
  withdraw(service: string): Promise<void>
}

export interface RpcClient {
  call<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): Promise<Response>
  stream<Request, Response>(
    method: RpcMethod<Request, Response>,
    request: Request,
    options: CallOptions,
  ): AsyncIterable<Response>
}
