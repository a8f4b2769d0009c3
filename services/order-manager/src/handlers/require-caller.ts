import { RpcError } from '@oasis/ports'

/**
 * What a caller that has gone asked for is not done: it was told that it failed, and may have asked for something else
 * since, which a request that comes late would undo.
 */
export function requireCaller(signal: AbortSignal, what: string): void {
  if (signal.aborted) throw new RpcError('CANCELLED', `the ${what} came too late: its caller has gone`)
}
