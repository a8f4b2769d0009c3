import type { UnixNanos } from '@oasis/domain'
import { buildPortfolio } from '@oasis/testkit'
import { describe, expect, test } from 'vitest'
import { AccountWriter } from '../src/account-writer.ts'

/** A Redis whose writes end when, and as, the test says. */
function writerInHand(timeoutMs = 60_000) {
  const writes: { readonly ts: UnixNanos; readonly end: PromiseWithResolvers<void> }[] = []
  const writer = new AccountWriter({
    timeoutMs,
    onTimeout: () => new Error('too late'),
    write: ({ ts }) => {
      const end = Promise.withResolvers<void>()
      writes.push({ ts, end })
      return end.promise
    },
  })
  const put = (ts: number) => writer.put(buildPortfolio({ ts: BigInt(ts) as UnixNanos }))
  return { writer, put, written: () => writes.map(({ ts }) => Number(ts)), last: () => writes.at(-1)?.end }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('the writer of an account', () => {
  test('keeps only the newest of what comes while it writes', async () => {
    const { put, written, last } = writerInHand()
    const puts = [1, 2, 3, 4].map(put)
    last()?.resolve()
    await turn()
    expect(written()).toEqual([1, 4])
    last()?.resolve()
    await Promise.all(puts)
    expect(written()).toEqual([1, 4])
  })

  test('is done at once with what a newer one replaces, and with what is older than what it has', async () => {
    const { put, written } = writerInHand()
    const replaced = put(2)
    void put(3)
    await replaced
    await put(1)
    expect(written()).toEqual([2])
  })

  test('fails a put that is not written in time, and writes it when asked again', async () => {
    const { writer, put, written, last } = writerInHand(20)
    const late = put(1)
    await expect(late).rejects.toThrow('too late')
    last()?.reject(new Error('gone'))
    await turn()
    expect(written()).toEqual([1])
    writer.writeAgain()
    expect(written()).toEqual([1, 1])
  })

  test('tries once more what came while a write failed, and does not go round', async () => {
    const { put, written, last } = writerInHand()
    void put(1).catch(() => undefined)
    void put(2).catch(() => undefined)
    last()?.reject(new Error('gone'))
    await turn()
    expect(written()).toEqual([1, 2])
    last()?.reject(new Error('gone'))
    await turn()
    expect(written()).toEqual([1, 2])
  })

  test('writes again what has been written, when asked to, and never two at a time', async () => {
    const { writer, put, written, last } = writerInHand()
    const first = put(1)
    writer.writeAgain()
    writer.writeAgain()
    expect(written()).toEqual([1])
    last()?.resolve()
    await first
    await turn()
    expect(written()).toEqual([1, 1])
  })

  test('fails at its end what could not be written', async () => {
    const { writer, put, last } = writerInHand()
    const open = put(1)
    last()?.reject(new Error('gone'))
    const closed = writer.close()
    await expect(open).rejects.toThrow('too late')
    await closed
  })
})
