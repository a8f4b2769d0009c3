import { createMetrics, createSilentLogger } from '@oasis/runtime'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lagOf } from '../src/distributed/local/process-report.ts'
import { createOperationsServer, type OperationsServer } from '../src/distributed/operations-server.ts'
import { ask, askSamples } from '../src/distributed/peer-health.ts'
import { ProcessState } from '../src/distributed/process-state.ts'

const metrics = createMetrics()
let state: ProcessState
let server: OperationsServer
let url: string
beforeEach(async () => {
  state = new ProcessState()
  const options = { service: 'risk-engine', host: '127.0.0.1', port: 0, state, metrics }
  server = createOperationsServer({ ...options, logger: createSilentLogger() })
  url = await server.listen()
})
afterEach(() => server.close())

const ready = async () => {
  const response = await fetch(`${url}/ready`)
  const body = (await response.json()) as { phase: string }
  return [response.status, body.phase] as const
}
const peer = () => ask({ name: 'risk-engine', url })

describe('what a process says of itself', () => {
  test('it lives from the first moment on, and is ready when all within it is', async () => {
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(await ready()).toEqual([503, 'STARTING'])
    let knows = false
    state.watch(() => ({ risk: { ready: knows, detail: knows ? 'open' : 'reconciling' } }))
    state.enter('RUNNING', 'serving')
    expect(await ready()).toEqual([503, 'RUNNING'])
    expect(await peer()).toEqual({ ready: false, detail: 'reconciling' })
    knows = true
    expect(await ready()).toEqual([200, 'RUNNING'])
    expect(await peer()).toEqual({ ready: true, detail: 'open' })
  })

  test('a standby is well and not ready', async () => {
    state.enter('STANDBY', 'waiting for the lease')
    expect((await fetch(`${url}/health`)).status).toBe(200)
    expect(await ready()).toEqual([503, 'STANDBY'])
    expect(await peer()).toEqual({ ready: true, detail: 'standby: waiting for the lease' })
  })

  test('nobody answers for a process that is gone', async () => {
    await server.close()
    expect((await peer()).ready).toBe(false)
  })

  test('metrics are of the one list', async () => {
    metrics.set('ots_bus_consumer_lag', { topic: 'a', group: 'one' }, 3)
    metrics.set('ots_bus_consumer_lag', { topic: 'b', group: 'one' }, 3)
    metrics.set('ots_bus_consumer_lag', { topic: 'a', group: 'two' }, 4)
    expect(lagOf(await (await fetch(`${url}/metrics`)).text())).toBe(10)
  })

  test('what the page of the whole system shows can be asked for by name', async () => {
    metrics.set('ots_audit_differences', { source: 'cache', account: 'main' }, 2)
    const samples = await askSamples({ name: 'risk-engine', url })
    expect(samples.ots_audit_differences).toEqual([
      { labels: { source: 'cache', account: 'main' }, value: 2 },
    ])
    expect(samples.ots_feed_gaps_total).toEqual([])
    for (const name of ['ots_risk_check_seconds', 'none']) {
      expect((await fetch(`${url}/samples?name=${name}`)).status).toBe(400)
    }
    await server.close()
    expect(await askSamples({ name: 'risk-engine', url })).toEqual({})
  })
})
