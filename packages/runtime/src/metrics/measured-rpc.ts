/**
 * How many calls, how long they took, and how they ended, in one place for every service and either transport. A stream
 * lasts until its last answer was taken; one that its reader leaves before is `CANCELLED`.
 */
import { millisBetween, type UnixNanos } from '@oasis/domain'
import { type RpcClient, RpcError, type RpcMethod, type RpcServer, type Scheduler } from '@oasis/ports'
import type { Metrics } from './metrics.ts'

export interface MeasuringOptions {
  readonly metrics: Metrics
  readonly scheduler: Scheduler
}

type Side = 'ots_rpc_server_seconds' | 'ots_rpc_client_seconds'
type Method = Pick<RpcMethod<never, never>, 'service' | 'name'>

export function measuredRpcServer(server: RpcServer, options: MeasuringOptions): RpcServer {
  const measure = measureOf('ots_rpc_server_seconds', options)
  return {
    handle: (method, handler) =>
      server.handle(method, (request, context) => measure.one(method, () => handler(request, context))),
    handleStream: (method, handler) =>
      server.handleStream(method, (request, context) =>
        measure.many(method, () => handler(request, context)),
      ),
    withdraw: (service) => server.withdraw(service),
  }
}

export function measuredRpcClient(client: RpcClient, options: MeasuringOptions): RpcClient {
  const measure = measureOf('ots_rpc_client_seconds', options)
  return {
    call: (method, request, callOptions) =>
      measure.one(method, () => client.call(method, request, callOptions)),
    stream: (method, request, callOptions) =>
      measure.many(method, () => client.stream(method, request, callOptions)),
  }
}

function measureOf(name: Side, { metrics, scheduler }: MeasuringOptions) {
  const ended = ({ service, name: method }: Method, since: UnixNanos, status: string): void =>
    metrics.observe(name, { service, method, status }, millisBetween(since, scheduler.now()) / 1_000)
  return {
    /** The very promise goes back: measuring a call changes nothing of when its caller goes on. */
    one<T>(method: Method, call: () => Promise<T>): Promise<T> {
      const since = scheduler.now()
      const answer = call()
      answer.then(
        () => ended(method, since, 'OK'),
        (error) => ended(method, since, statusOf(error)),
      )
      return answer
    },
    async *many<T>(method: Method, open: () => AsyncIterable<T>): AsyncIterable<T> {
      const since = scheduler.now()
      let status = 'CANCELLED'
      try {
        yield* open()
        status = 'OK'
      } catch (error) {
        status = statusOf(error)
        throw error
      } finally {
        ended(method, since, status)
      }
    },
  }
}

/** What is no `RpcError` reaches a caller as INTERNAL. */
const statusOf = (error: unknown): string => (error instanceof RpcError ? error.status : 'INTERNAL')
