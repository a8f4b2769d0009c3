/** What every `Leases` must do; each adapter's test file calls it with a way to make processes that compete. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Lease, Leases } from '@oasis/ports'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/** As a process of its own would have it. */
export interface LeaseClient {
  readonly leases: Leases
  /** From here on nothing reaches the store, and nothing comes back: connections stay open. */
  cutOff(): void
}

export interface LeasesUnderTest {
  connect(): Promise<LeaseClient>
  close(): Promise<void>
}

const TIMES = { ttlMs: 1_500, graceMs: 600 }

export function leasesConformance(name: string, open: () => Promise<LeasesUnderTest>): void {
  describe(`leases: ${name}`, () => {
    let place: LeasesUnderTest
    let clients: LeaseClient[]
    beforeEach(async () => {
      place = await open()
      clients = [await place.connect(), await place.connect()]
    })
    afterEach(async () => {
      await Promise.all(clients.map(({ leases }) => leases.close()))
      await place.close()
    })

    const client = (n: number): LeaseClient => {
      const found = clients[n]
      if (found === undefined) throw new Error(`there is no client ${n}`)
      return found
    }
    const acquire = (n: number, lease = 'leader', signal = AbortSignal.timeout(30_000)): Promise<Lease> =>
      client(n).leases.acquire(lease, { ...TIMES, signal })

    test('a lease that nobody holds is held at once, and another name is another lease', async () => {
      const [one, other] = await Promise.all([acquire(0), acquire(1, 'another')])
      expect([one.name, other.name]).toEqual(['leader', 'another'])
      expect([one.lapsed(), other.lapsed()]).toEqual([undefined, undefined])
    })

    test('who waits gets it when it is given back, in a later epoch, and who gave it back holds nothing', async () => {
      const first = await acquire(0)
      const waiting = acquire(1)
      const before = await Promise.race([waiting.then(() => 'held'), sleep(300, 'waiting')])
      await first.release()
      const second = await waiting
      expect(before).toBe('waiting')
      expect(second.epoch).toBeGreaterThan(first.epoch)
      expect(second.lapsed()).toBeUndefined()
      expect(first.lapsed()).toBeDefined()
      const lost = await Promise.race([first.lost, sleep(300, 'never lost')])
      expect(lost).toBe('never lost')
    })

    test('who holds it goes on holding it, for longer than it lasts by itself', async () => {
      const first = await acquire(0)
      const waiting = new AbortController()
      const second = acquire(1, 'leader', waiting.signal).then(
        () => 'held',
        (reason) => reason,
      )
      await sleep(2 * (TIMES.ttlMs + TIMES.graceMs))
      expect(first.lapsed()).toBeUndefined()
      waiting.abort('enough')
      expect(await second).toBe('enough')
      expect(first.lapsed()).toBeUndefined()
    })

    test('who stopped waiting holds nothing', async () => {
      const first = await acquire(0)
      await expect(acquire(1, 'leader', AbortSignal.abort('not now'))).rejects.toBe('not now')
      await first.release()
      expect((await acquire(0)).epoch).toBe(first.epoch + 1)
    })

    test('a holder that is cut off learns that it is over, and only after its grace does another hold it', async () => {
      const first = await acquire(0)
      client(0).cutOff()
      const waiting = acquire(1)
      const reason = await first.lost
      const lapsedAt = performance.now()
      expect(first.lapsed()).toBe(reason)
      const second = await waiting
      expect(second.epoch).toBeGreaterThan(first.epoch)
      // Both moments are seen late rather than early, by some turns of a busy machine.
      expect(performance.now() - lapsedAt).toBeGreaterThan(TIMES.graceMs / 2)
      expect(first.lapsed()).toBe(reason)
    })

    test('what has expired is taken at once by who may go by that, before one who has to have seen it unchanged', async () => {
      clients.push(await place.connect())
      const first = await acquire(0)
      client(0).cutOff()
      await first.lost
      await sleep(2 * TIMES.graceMs)
      const giveUp = new AbortController()
      const watching = acquire(1, 'leader', giveUp.signal)
        .then(() => 'watching')
        .catch(() => 'gave up')
      const options = { ...TIMES, takesExpired: true, signal: AbortSignal.timeout(30_000) }
      const taking = client(2).leases.acquire('leader', options)
      expect(await Promise.race([watching, taking.then(() => 'taking')])).toBe('taking')
      expect((await taking).epoch).toBe(first.epoch + 1)
      giveUp.abort('enough')
      expect(await watching).toBe('gave up')
    })

    test('who may go by what has expired waits for one that is held', async () => {
      const first = await acquire(0)
      const giveUp = new AbortController()
      const taking = client(1).leases.acquire('leader', {
        ...TIMES,
        takesExpired: true,
        signal: giveUp.signal,
      })
      const before = await Promise.race([taking, sleep(TIMES.ttlMs, 'waiting')])
      expect(before).toBe('waiting')
      expect(first.lapsed()).toBeUndefined()
      giveUp.abort('enough')
      await expect(taking).rejects.toBe('enough')
    })

    test('of many that want it one has it at a time, each in an epoch of its own', async () => {
      for (let n = 2; n < 6; n++) clients.push(await place.connect())
      const holders = new Set<number>()
      const seen: { n: number; epoch: number; together: number }[] = []
      const compete = async (n: number) => {
        const lease = await acquire(n)
        holders.add(n)
        await sleep(20)
        seen.push({ n, epoch: lease.epoch, together: holders.size })
        holders.delete(n)
        await lease.release()
      }
      await Promise.all(clients.map((_, n) => compete(n)))
      expect(seen.map(({ together }) => together)).toEqual(clients.map(() => 1))
      const epochs = seen.map(({ epoch }) => epoch)
      expect(epochs).toEqual([...new Set(epochs)].sort((a, b) => a - b))
      expect(seen.map(({ n }) => n).sort()).toEqual([0, 1, 2, 3, 4, 5])
    })
  })
}
