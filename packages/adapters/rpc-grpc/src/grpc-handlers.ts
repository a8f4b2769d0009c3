/**
 * A handler of ours as grpc-js wants it. The codecs' bytes pass straight through; a failure leaves with its status, and
 * what is no `RpcError` is told here and INTERNAL to the caller, without a word of it.
 */
import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerWritableStream,
  status,
} from '@grpc/grpc-js'
import { type Codec, type Logger, RpcError, type Scheduler } from '@oasis/ports'
import { GRPC_LIMITS } from './grpc-limits.ts'
import { fromBuffer, toBuffer } from './message-bytes.ts'
import { type GrpcServerCall, ServedCall } from './served-call.ts'
import type { ServedMethod } from './served-methods.ts'
import { GRPC_STATUS_OF, type GrpcFailure, grpcFailure } from './status-table.ts'
import { StreamOutlet } from './stream-outlet.ts'

export interface HandlerPorts {
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly isAuthorized: (metadata: GrpcServerCall['metadata']) => boolean
}

export const UNAUTHENTICATED: GrpcFailure = grpcFailure(
  status.UNAUTHENTICATED,
  'the authorization token is missing or wrong: caller and server must share the same one',
)

export function unaryHandler<Request, Response>(
  served: ServedMethod<Request, Response, 'UNARY'>,
  ports: HandlerPorts,
): handleUnaryCall<Buffer, Buffer> {
  return (call, respond) => {
    const refusal = refusalOf(served, call, ports)
    if (refusal !== undefined) return respond(refusal)
    const context = new ServedCall(call, ports.scheduler, (error) => respond(failureOf(error)))
    served.began(context)
    answer(served, call.request, context)
      .then(
        // Nobody waits any more where it has ended: grpc-js drops it.
        (bytes) => respond(null, bytes),
        (error) => respond(toFailure(error, served, ports)),
      )
      .finally(() => served.ended(context))
  }
}

async function answer<Request, Response>(
  { method, handler }: ServedMethod<Request, Response, 'UNARY'>,
  request: Buffer,
  context: ServedCall,
): Promise<Buffer> {
  return encode(method.response, await handler(decode(method.request, request), context))
}

export function streamHandler<Request, Response>(
  served: ServedMethod<Request, Response, 'STREAM'>,
  ports: HandlerPorts,
): handleServerStreamingCall<Buffer, Buffer> {
  return (call) => {
    const refusal = refusalOf(served, call, ports)
    if (refusal !== undefined) return fail(call, refusal)
    const outlet = new StreamOutlet(call)
    const context = new ServedCall(call, ports.scheduler, (error) => {
      outlet.close()
      fail(call, failureOf(error))
    })
    served.began(context)
    pour(served, call, context, outlet)
      .then(
        () => call.end(),
        (error) => fail(call, toFailure(error, served, ports)),
      )
      .finally(() => served.ended(context))
  }
}

/** Asks the handler for the next message only as the transport has taken those before it. */
async function pour<Request, Response>(
  { method, handler }: ServedMethod<Request, Response, 'STREAM'>,
  call: ServerWritableStream<Buffer, Buffer>,
  context: ServedCall,
  outlet: StreamOutlet,
): Promise<void> {
  for await (const message of handler(decode(method.request, call.request), context)) {
    if (context.ended !== undefined) return
    await outlet.write(encode(method.response, message))
    if (context.ended !== undefined) return
  }
}

/** Ends the stream with a status, after the messages that were written. */
function fail(call: ServerWritableStream<Buffer, Buffer>, failure: GrpcFailure): void {
  if (!call.destroyed) call.emit('error', failure)
}

function refusalOf(
  served: { readonly refusal: RpcError | undefined },
  call: GrpcServerCall,
  { isAuthorized }: HandlerPorts,
): GrpcFailure | undefined {
  if (!isAuthorized(call.metadata)) return UNAUTHENTICATED
  const { refusal } = served
  return refusal && failureOf(refusal)
}

const failureOf = (error: RpcError): GrpcFailure => grpcFailure(GRPC_STATUS_OF[error.status], error.message)

function toFailure(
  error: unknown,
  { name }: { readonly name: string },
  { logger }: HandlerPorts,
): GrpcFailure {
  const told = error instanceof RpcError
  if (!told || error.status === 'INTERNAL') {
    logger.error({ err: error, method: name }, 'handler failed')
  }
  if (told) return failureOf(error)
  return grpcFailure(status.INTERNAL, `${name} failed`)
}

function decode<T>(codec: Codec<T>, bytes: Buffer): T {
  try {
    return codec.decode(fromBuffer(bytes))
  } catch (error) {
    throw new RpcError('INVALID_ARGUMENT', `${codec.schema} cannot be decoded: ${wordsOf(error)}`)
  }
}

function encode<T>(codec: Codec<T>, value: T): Buffer {
  const bytes = encoded(codec, value)
  if (bytes.byteLength <= GRPC_LIMITS.messageBytes) return bytes
  const size = `${codec.schema} of ${bytes.byteLength} bytes is over the limit of ${GRPC_LIMITS.messageBytes}`
  throw new RpcError('INTERNAL', size)
}

function encoded<T>(codec: Codec<T>, value: T): Buffer {
  try {
    return toBuffer(codec.encode(value))
  } catch (cause) {
    throw new RpcError('INTERNAL', `${codec.schema} cannot be encoded`, { cause })
  }
}

/** The codecs' refusals name message and field, for the one who has sent it. */
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
