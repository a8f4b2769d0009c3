import { expect } from 'vitest'
import type { RecordingTransport } from '../recording-transport.ts'
import { eventually, type FaultCase, SOON_MS } from './fault-world.ts'

/** Numbers of the frames as they came. The first two are of the subscription. */
const numbers = (transport: RecordingTransport): number[] =>
  transport.texts.map((text) => Number(/"sequence_num":(\d+)/.exec(text)?.[1]))

// Each order makes two updates, PENDING and OPEN: frames 2 and 3.
export const streamCases = {
  'event-lost': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-lost')
    await world.place()
    expect(numbers(stream)).toEqual([0, 1, 2])
    expect(stream.texts[2]).toContain('"status":"OPEN"')
  },
  'event-dropped': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-dropped')
    await world.place()
    expect(numbers(stream)).toEqual([0, 1, 3])
  },
  'event-duplicated': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-duplicated')
    await world.place()
    expect(numbers(stream)).toEqual([0, 1, 2, 2, 3])
  },
  'event-swapped': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-swapped')
    await world.place()
    expect(numbers(stream)).toEqual([0, 1, 3, 2])
  },
  'event-late': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-late')
    await world.place()
    expect(numbers(stream)).toEqual([0, 1])
    await eventually(() => stream.texts.length === 4)
    expect(numbers(stream)).toEqual([0, 1, 2, 3])
  },
  'event-cut': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-cut')
    await world.place()
    expect(stream.closedWith).toBe(1006)
    expect(() => JSON.parse(stream.parts[0] ?? '')).toThrow()
    expect(numbers(stream)).toEqual([0, 1])
  },
  'event-truncated': async (world) => {
    const stream = await world.userStream()
    world.faults.force('event-truncated')
    await world.place()
    expect(() => JSON.parse(stream.texts[2] ?? '')).toThrow()
    expect(JSON.parse(stream.texts[3] ?? '').sequence_num).toBe(3)
  },
  'frame-dropped': async (world) => {
    const { faults } = world
    const { transport, subscribe } = world.marketStream()
    faults.force('frame-dropped', 1, 'ticker')
    subscribe('ticker')
    expect(numbers(transport)).toEqual([1])
  },
  'frame-duplicated': async (world) => {
    const { faults } = world
    const { transport, subscribe } = world.marketStream()
    faults.force('frame-duplicated')
    subscribe('ticker')
    expect(numbers(transport)).toEqual([0, 0, 1])
  },
  'frame-swapped': async (world) => {
    const { faults } = world
    const { transport, subscribe } = world.marketStream()
    faults.force('frame-swapped')
    subscribe('ticker')
    expect(numbers(transport)).toEqual([1, 0])
  },
  'frame-late': async (world) => {
    const { faults } = world
    const { transport, subscribe } = world.marketStream()
    faults.force('frame-late')
    const before = performance.now()
    subscribe('ticker')
    expect(numbers(transport)).toEqual([])
    await eventually(() => transport.texts.length === 2)
    expect(performance.now() - before).toBeGreaterThan(SOON_MS - 20)
    expect(numbers(transport)).toEqual([0, 1])
  },
  'snapshot-cut': async (world) => {
    const { faults } = world
    const { transport, subscribe } = world.marketStream()
    faults.force('snapshot-cut', 1, 'l2_data')
    subscribe('ticker')
    subscribe('level2')
    expect(transport.closedWith).toBe(1006)
    expect(transport.parts[0]).toContain('"l2_data"')
    expect(() => JSON.parse(transport.parts[0] ?? '')).toThrow()
  },
  'snapshot-truncated': async (world) => {
    const { faults } = world
    const { transport, subscribe } = world.marketStream()
    faults.force('snapshot-truncated', 1, 'l2_data')
    subscribe('level2')
    expect(transport.closedWith).toBeUndefined()
    expect(() => JSON.parse(transport.texts[0] ?? '')).toThrow()
    expect(numbers(transport).at(-1)).toBe(1)
  },
} satisfies Record<string, FaultCase>
