/**
 * An RPC server that listens from the turn in which its first handlers are there: no caller finds a leader that does not
 * know its methods yet, and none waits for the rest of its start, since a halt must be taken before anything trades.
 */
import type { RpcServer } from '@oasis/ports'
import type { ListeningRpcServer } from './adapters.ts'

export function listeningWhenServed(
  server: ListeningRpcServer,
  onListening: (address: string) => void,
  onFailure: (error: unknown) => void,
): RpcServer {
  let asked = false
  /** All handlers of a service are given in one turn. */
  const served = (): void => {
    if (asked) return
    asked = true
    queueMicrotask(() => void server.listen().then(onListening, onFailure))
  }
  return {
    handle: (method, handler) => {
      server.handle(method, handler)
      served()
    },
    handleStream: (method, handler) => {
      server.handleStream(method, handler)
      served()
    },
    withdraw: (service) => server.withdraw(service),
  }
}
