import type { UnixNanos } from '@oasis/domain'
import { createRealScheduler } from '@oasis/runtime'
import { rpcConformance } from '../../src/rpc-conformance.ts'
import { Faults } from '../../src/simulation/faults.ts'
import { RpcExchange } from '../../src/simulation/ports/rpc-exchange.ts'
import { SimulatedRpc } from '../../src/simulation/ports/simulated-rpc.ts'
import { Life } from '../../src/simulation/process/life.ts'
import { Trace } from '../../src/simulation/trace.ts'

rpcConformance('simulated network without faults', async () => {
  const faults = new Faults('conformance')
  faults.heal()
  const scheduler = createRealScheduler()
  const exchange = new RpcExchange()
  const end = (name: string) =>
    new SimulatedRpc({
      exchange,
      life: new Life({ name }),
      scheduler,
      network: scheduler,
      faults,
      trace: new Trace(() => 0n as UnixNanos, false),
      onCalled: () => {},
      onServed: () => {},
      onHeard: () => {},
      onHandlerFailure: () => {},
    })
  const server = end('server')
  return { server, client: end('client'), listen: async () => {}, dispose: async () => {} }
})
