import { addMillis, type UnixNanos } from '@oasis/domain'
import { createVirtualScheduler } from '@oasis/runtime'
import { describe, expect, it } from 'vitest'
import { createSimulatedExchange } from '../../src/index.ts'
import { subscribeText } from '../frame.ts'
import { RecordingTransport } from '../recording-transport.ts'

const START = 1_786_309_548_000_000_000n as UnixNanos

function openSubscribed() {
  const scheduler = createVirtualScheduler({ startAt: START })
  const exchange = createSimulatedExchange({ historyHours: 1, products: ['BTC-USD'] }, scheduler)
  const transport = new RecordingTransport()
  const session = exchange.connect(transport)
  session.receive(subscribeText('heartbeats'))
  const sequences = () => transport.frames.map((frame) => frame.sequence_num)
  const run = (ms: number) => scheduler.runUntil(addMillis(scheduler.now(), ms))
  return { exchange, transport, session, sequences, run }
}

describe('faults', () => {
  it('drops the next frames, which have used their numbers', async () => {
    const { exchange, sequences, run } = openSubscribed()
    exchange.faults.dropNextFrame(2)
    await run(4_500)
    expect(sequences()).toEqual([0, 3, 4])
  })

  it('drops only frames of the channel named', async () => {
    const { exchange, session, transport, run } = openSubscribed()
    exchange.faults.dropNextFrame(1, 'l2_data')
    await run(1_500)
    expect(transport.framesOf('heartbeats').length).toBe(1)
    session.receive(subscribeText('level2', ['BTC-USD']))
    expect(transport.framesOf('l2_data')).toEqual([])
    expect(transport.frames.at(-1)?.sequence_num).toBe(3)
  })

  it('duplicates the next frame', async () => {
    const { exchange, sequences, run } = openSubscribed()
    exchange.faults.duplicateNext()
    await run(2_500)
    expect(sequences()).toEqual([0, 1, 1, 2])
  })

  it('swaps the next frame with the one after it', async () => {
    const { exchange, sequences, run } = openSubscribed()
    exchange.faults.swapNext()
    await run(3_500)
    expect(sequences()).toEqual([0, 2, 1, 3])
  })

  it('is silent without closing, and what was not sent is missing afterwards', async () => {
    const { exchange, transport, sequences, run } = openSubscribed()
    exchange.faults.silence(100_000)
    await run(99_500)
    expect(sequences()).toEqual([0])
    expect(transport.closedWith).toBeUndefined()
    await run(1_000)
    expect(sequences()).toEqual([0, 100])
  })

  it('closes all connections with the code asked for', async () => {
    const { exchange, transport } = openSubscribed()
    expect(exchange.faults.closeAll(1012)).toBe(1)
    expect(transport.closedWith).toBe(1012)
    expect(exchange.connections).toBe(0)
  })

  it('cuts the next book snapshot in the middle and breaks the connection', async () => {
    const { exchange, session, transport } = openSubscribed()
    exchange.faults.cutSnapshot()
    session.receive(subscribeText('level2', ['BTC-USD']))
    expect(transport.parts.length).toBe(1)
    expect(transport.parts[0]).toContain('"l2_data"')
    expect(() => JSON.parse(transport.parts[0] ?? '')).toThrow()
    expect(transport.closedWith).toBe(1006)
    expect(transport.framesOf('l2_data')).toEqual([])
  })

  it('can send half a snapshot as a whole message instead', async () => {
    const { exchange, session, transport } = openSubscribed()
    exchange.faults.cutSnapshot('truncate')
    session.receive(subscribeText('level2', ['BTC-USD']))
    const broken = transport.texts.filter((text) => !text.endsWith('}'))
    expect(broken.length).toBe(1)
    expect(transport.closedWith).toBeUndefined()
  })

  it('disarms what has not struck', async () => {
    const { exchange, sequences, run } = openSubscribed()
    exchange.faults.dropNextFrame(5)
    exchange.faults.clear()
    await run(2_500)
    expect(sequences()).toEqual([0, 1, 2])
  })
})
