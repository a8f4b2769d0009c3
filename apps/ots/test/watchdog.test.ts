/** The watchdog's judgement and its cancelling, on a clock that tests turn: nothing here waits. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BeatWatch, beginWatch, isOverdue, look } from '../src/watchdog/beat-watch.ts'
import { type WatchdogReport, watch } from '../src/watchdog/watchdog.ts'

const RULES = { limitMs: 15_000, sleptMs: 2_000, confirmMs: 3_000 }

interface Look {
  readonly afterMs: number
  readonly beats: boolean
}

/** Looks one after the other; `undefined` beats are a file that cannot be read. */
function judged(looks: readonly Look[]): { watch: BeatWatch; now: number; lastBeatAt: number } {
  let now = 1_000
  let count = 0
  let lastBeatAt = now
  let state = beginWatch('process/0', now)
  for (const { afterMs, beats } of looks) {
    now += afterMs
    if (beats) {
      count += 1
      lastBeatAt = now
    }
    state = look(state, `process/${count}`, now, RULES)
  }
  return { watch: state, now, lastBeatAt }
}

const looks = fc.array(fc.record({ afterMs: fc.integer({ min: 1, max: 40_000 }), beats: fc.boolean() }))

describe('a heartbeat', () => {
  test('that has changed within the limit is never overdue (property)', () => {
    fc.assert(
      fc.property(looks, (made) => {
        const { watch: state, now, lastBeatAt } = judged(made)
        if (now - lastBeatAt < RULES.limitMs) expect(isOverdue(state, RULES)).toBe(false)
      }),
    )
  })

  test('that stands still is overdue once the limit has passed, however often it is looked at (property)', () => {
    const steps = fc.array(fc.integer({ min: 1, max: RULES.sleptMs }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(looks, steps, (before, made) => {
        const { watch: start, now } = judged([...before, { afterMs: 1, beats: true }])
        let [state, at] = [start, now]
        for (const step of made) {
          at += step
          state = look(state, start.beat, at, RULES)
        }
        expect(isOverdue(state, RULES)).toBe(at - now >= RULES.limitMs)
      }),
    )
  })

  test('that was left by a dead process, or is missing, or cannot be read, is no sign of life', () => {
    for (const beat of ['old/7', undefined]) {
      let state = beginWatch(beat, 0)
      for (let now = 500; now <= 15_000; now += 500) state = look(state, beat, now, RULES)
      expect(isOverdue(state, RULES)).toBe(true)
    }
  })

  test('is given a moment when the watcher itself has slept, and no more', () => {
    const awake = look(beginWatch('a/1', 0), 'a/1', 60_000, RULES)
    expect(isOverdue(awake, RULES)).toBe(false)
    expect(isOverdue(look(awake, 'a/2', 61_000, RULES), RULES)).toBe(false)
    const still = look(look(awake, 'a/1', 61_500, RULES), 'a/1', 63_000, RULES)
    expect(isOverdue(still, RULES)).toBe(true)
  })
})

/** A venue and a heart, moved on by the watchdog's own sleeps. */
function world(script: { readonly at: number; readonly run: () => void }[] = []) {
  const steps = [...script]
  const reports: WatchdogReport[] = []
  const cancels: { readonly at: number; readonly ids: readonly string[]; readonly beatAge: number }[] = []
  const open = new Set<string>()
  const stop = new AbortController()
  let now = 0
  let beat = 0
  let lastBeatAt = 0
  let beating = true
  let readable = true
  let failLists = 0
  let emptyLooks = 0
  const emptyLooksAtReport: number[] = []
  const advance = (ms: number): void => {
    now += ms
    while (steps[0] !== undefined && steps[0].at <= now) steps.shift()?.run()
    if (beating && now - lastBeatAt >= 1_000) {
      beat += 1
      lastBeatAt = now
    }
  }
  const ports = {
    readBeat: () => (readable ? `process/${beat}` : undefined),
    orders: {
      list: async () => {
        await Promise.resolve()
        advance(1)
        if (failLists > 0) {
          failLists -= 1
          throw new Error('503')
        }
        emptyLooks = open.size === 0 ? emptyLooks + 1 : 0
        return [...open]
      },
      cancel: async (ids: readonly string[]) => {
        cancels.push({ at: now, ids, beatAge: now - lastBeatAt })
        for (const id of ids) open.delete(id)
      },
    },
    monotonicMs: () => now,
    sleep: async (ms: number) => {
      // Whatever else runs, runs on before time does.
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
      advance(ms / 2)
    },
    report: (report: WatchdogReport) => {
      reports.push(report)
      if (report.kind === 'NOTHING_OPEN') emptyLooksAtReport.push(emptyLooks)
    },
  }
  const until = (at: number) => {
    steps.push({ at, run: () => stop.abort() })
    steps.sort((a, b) => a.at - b.at)
    return watch(ports, { limitMs: 5_000 }, stop.signal)
  }
  const kinds = () => reports.map(({ kind }) => kind)
  return {
    ...{ reports, cancels, open, until, steps, kinds, emptyLooksAtReport },
    /** The watchdog itself is stopped for so long. */
    freeze: (ms: number) => {
      now += ms
    },
    die: () => {
      beating = false
    },
    revive: () => {
      beating = true
    },
    hide: () => {
      readable = false
    },
    failLists: (n: number) => {
      failLists = n
    },
  }
}

describe('the watchdog', () => {
  test('leaves a venue alone while the heart beats', async () => {
    const here = world()
    here.open.add('a')
    await here.until(60_000)
    expect(here.cancels).toEqual([])
    expect(here.kinds()).toEqual(['WATCHING', 'BEATING'])
  })

  test('cancels everything when it stops, looks twice, and says so', async () => {
    const here = world()
    for (const id of ['a', 'b']) here.open.add(id)
    here.steps.push({ at: 10_000, run: here.die })
    await here.until(30_000)
    expect(here.open.size).toBe(0)
    expect(here.cancels).toHaveLength(1)
    expect(here.cancels[0]?.beatAge).toBeGreaterThanOrEqual(5_000)
    expect(here.cancels[0]?.beatAge).toBeLessThan(7_000)
    expect(here.kinds()).toEqual(['WATCHING', 'BEATING', 'OVERDUE', 'CANCELLING', 'NOTHING_OPEN'])
    expect(here.reports.at(-1)).toEqual({ kind: 'NOTHING_OPEN', cancelled: 2 })
    expect(here.emptyLooksAtReport).toEqual([2])
  })

  test('that has slept itself takes a heart that stands for one that stands', async () => {
    const here = world()
    here.steps.push({ at: 10_000, run: here.die })
    here.steps.push({ at: 30_000, run: () => here.freeze(600_000) })
    here.steps.push({ at: 31_000, run: () => here.open.add('late') })
    await here.until(660_000)
    expect(here.kinds().filter((kind) => kind === 'BEATING')).toHaveLength(1)
    expect(here.open.size).toBe(0)
  })

  test('cancels what appears late, while the heart still stands', async () => {
    const here = world()
    here.die()
    here.steps.push({ at: 20_000, run: () => here.open.add('late') })
    await here.until(40_000)
    expect(here.cancels.map(({ ids }) => ids)).toEqual([['late']])
  })

  test('is armed again when the heart is back, and cancels again when it stops again', async () => {
    const here = world()
    here.steps.push({ at: 5_000, run: here.die })
    here.steps.push({ at: 20_000, run: here.revive })
    here.steps.push({ at: 22_000, run: () => here.open.add('new') })
    here.steps.push({ at: 60_000, run: here.die })
    await here.until(80_000)
    expect(here.cancels).toHaveLength(1)
    expect(here.cancels[0]?.at).toBeGreaterThan(64_000)
    expect(here.kinds().filter((kind) => kind === 'BEATING')).toHaveLength(2)
    expect(here.kinds().filter((kind) => kind === 'OVERDUE')).toHaveLength(2)
  })

  test('takes a heartbeat that cannot be read for none', async () => {
    const here = world()
    here.open.add('a')
    here.steps.push({ at: 10_000, run: here.hide })
    await here.until(20_000)
    expect(here.open.size).toBe(0)
  })

  test('goes on through a venue that fails, and verifies afterwards', async () => {
    const here = world()
    here.open.add('a')
    here.die()
    here.failLists(6)
    await here.until(60_000)
    expect(here.open.size).toBe(0)
    expect(here.kinds().filter((kind) => kind === 'VENUE_FAILED')).toHaveLength(6)
    expect(here.kinds().at(-1)).toBe('NOTHING_OPEN')
  })

  test('never cancels on a beat younger than its limit, whenever it comes and goes (property)', async () => {
    const times = fc.uniqueArray(fc.integer({ min: 1, max: 120_000 }), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(times, async (changes) => {
        const here = world()
        for (let at = 1_000; at < 120_000; at += 3_000) {
          here.steps.push({ at, run: () => here.open.add(`order-${at}`) })
        }
        let alive = true
        for (const at of changes.toSorted((a, b) => a - b)) {
          alive = !alive
          here.steps.push({ at, run: alive ? here.revive : here.die })
        }
        await here.until(120_000)
        for (const { beatAge } of here.cancels) expect(beatAge).toBeGreaterThanOrEqual(4_900)
      }),
      { numRuns: 30 },
    )
  })
})
