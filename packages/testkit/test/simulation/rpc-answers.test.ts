/** Who has heard an answer, as the verdict counts it. */
import type { UnixNanos } from '@oasis/domain'
import type { Codec, RpcMethod } from '@oasis/ports'
import { createVirtualScheduler } from '@oasis/runtime'
import { expect, test } from 'vitest'
import { Faults } from '../../src/simulation/faults.ts'
import { RpcExchange } from '../../src/simulation/ports/rpc-exchange.ts'
import { SimulatedRpc } from '../../src/simulation/ports/simulated-rpc.ts'
import { Life } from '../../src/simulation/process/life.ts'
import { Trace } from '../../src/simulation/trace.ts'

const text: Codec<string> = {
  schema: 'text',
  encode: (value) => new TextEncoder().encode(value),
  decode: (bytes) => new TextDecoder().decode(bytes),
}
const ECHO: RpcMethod<string, string> = { service: 'test.Echo', name: 'Echo', request: text, response: text }

test.each([
  [true, []],
  [false, ['hello']],
])('an answer that arrives after its caller’s death (%s) is heard by nobody', async (dies, expected) => {
  const faults = new Faults('answers')
  faults.heal()
  const scheduler = createVirtualScheduler({ startAt: 0n as UnixNanos })
  const exchange = new RpcExchange()
  const heard: unknown[] = []
  const end = (life: Life) =>
    new SimulatedRpc({
      ...{ exchange, life, scheduler, network: scheduler, faults },
      trace: new Trace(() => 0n as UnixNanos, false),
      onCalled: () => {},
      onServed: () => {},
      onHeard: (_method, _request, reply) => heard.push(reply),
      onHandlerFailure: () => {},
    })
  const caller = new Life({ name: 'caller' })
  end(new Life({ name: 'server' })).handle(ECHO, async (request) => {
    if (dies) caller.end('killed')
    return request
  })
  void end(caller).call(ECHO, 'hello', { timeoutMs: 1_000 })
  await scheduler.runUntil(500_000_000n as UnixNanos)
  expect(heard).toEqual(expected)
})
