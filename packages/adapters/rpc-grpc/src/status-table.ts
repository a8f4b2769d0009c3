/**
 * The one table between our statuses and gRPC's. What ours lacks is mapped by what a caller may conclude from it: a status
 * that says "it was not done" (`INVALID_ARGUMENT`, `PERMISSION_DENIED`, `UNIMPLEMENTED`, …) stands only for one that says
 * so too; whatever leaves that open becomes INTERNAL.
 */
import { type ServiceError, status } from '@grpc/grpc-js'
import { RpcError, type RpcStatus } from '@oasis/ports'

export const GRPC_STATUS_OF: Readonly<Record<RpcStatus, status>> = {
  CANCELLED: status.CANCELLED,
  INVALID_ARGUMENT: status.INVALID_ARGUMENT,
  DEADLINE_EXCEEDED: status.DEADLINE_EXCEEDED,
  NOT_FOUND: status.NOT_FOUND,
  ALREADY_EXISTS: status.ALREADY_EXISTS,
  PERMISSION_DENIED: status.PERMISSION_DENIED,
  FAILED_PRECONDITION: status.FAILED_PRECONDITION,
  ABORTED: status.ABORTED,
  UNIMPLEMENTED: status.UNIMPLEMENTED,
  INTERNAL: status.INTERNAL,
  UNAVAILABLE: status.UNAVAILABLE,
}

const OURS = new Map<number, RpcStatus>([
  ...Object.entries(GRPC_STATUS_OF).map(([ours, theirs]) => [theirs, ours as RpcStatus] as const),
  // Refused before anything was done.
  [status.UNAUTHENTICATED, 'PERMISSION_DENIED'],
])

export const rpcStatusOf = (code: number): RpcStatus => OURS.get(code) ?? 'INTERNAL'

/**
 * grpc-js's own words for an OK without exactly one message, under the status UNIMPLEMENTED: the handler has run, and
 * UNIMPLEMENTED would tell the caller that it has not.
 */
const NOT_ONE_ANSWER: ReadonlySet<string> = new Set(['No message received', 'Too many responses received'])

/** Carries no cause: all that is known of the other side's failure is its status and message. */
export function rpcErrorOf({ code, details }: Pick<ServiceError, 'code' | 'details'>): RpcError {
  if (code === status.UNIMPLEMENTED && NOT_ONE_ANSWER.has(details)) return new RpcError('INTERNAL', details)
  return new RpcError(rpcStatusOf(code), details)
}

/** A status on its way to a caller, as grpc-js takes it. */
export interface GrpcFailure {
  readonly code: status
  readonly details: string
}

/** Longer ones would break the limits of HTTP/2 headers, and lone surrogates the encoding. */
const MAX_DETAILS = 2_000

export const grpcFailure = (code: status, message: string): GrpcFailure => ({
  code,
  details: message.slice(0, MAX_DETAILS).toWellFormed(),
})
