/** The venue dies at every one of its writes, before or after it is durable, and is started again on its journal. */
import { formatMoney, type Money, notional, parseMoney, quantityAsAmount } from '@oasis/domain'
import type { PaperJournal, VenueExecution } from '@oasis/ports'
import { expect, test } from 'vitest'
import {
  createWorld,
  limit,
  market,
  mayLeave,
  NEVER,
  order,
  type PaperWorld,
  publishQuote,
  publishTrade,
  quote,
  START,
  trade,
} from './paper-world.ts'

type Death = 'BEFORE' | 'AFTER'

/** Keeps records in memory; dies at write number `at` and stays dead until revived. */
class MortalJournal implements PaperJournal {
  #records: readonly string[] = []
  writes = 0
  readonly #at: number
  readonly #death: Death
  #revived = false

  constructor(at: number, death: Death) {
    this.#at = at
    this.#death = death
  }

  revive(): void {
    this.#revived = true
  }

  async load(): Promise<readonly string[]> {
    return this.#records
  }

  append(records: readonly string[]): Promise<void> {
    return this.#write([...this.#records, ...records])
  }

  replace(records: readonly string[]): Promise<void> {
    return this.#write(records)
  }

  async #write(records: readonly string[]): Promise<void> {
    this.writes += 1
    const dead = !this.#revived && this.writes >= this.#at
    if (!dead || (this.#death === 'AFTER' && this.writes === this.#at)) this.#records = records
    if (dead) throw new Error('killed')
  }

  async close(): Promise<void> {}
}

const ORDERS = [
  order('a', 'BUY', market('1')),
  order('b', 'BUY', limit('99x2')),
  order('c', 'SELL', limit('100.5x0.4')),
  order('d', 'SELL', market('0.3')),
  order('e', 'BUY', market('50')),
]

/** Sends everything and lets the market move; acknowledged ids come back. */
async function play(w: PaperWorld, from: number): Promise<string[]> {
  const acknowledged: string[] = []
  await publishQuote(w, quote(from, from, '99x1 98x4', '100x0.5 101x5'))
  for (const [i, each] of ORDERS.entries()) {
    w.venue.submit(each, NEVER, mayLeave).then((outcome) => {
      if (outcome.kind === 'ACKNOWLEDGED') acknowledged.push(each.clientOrderId)
    })
    await w.until(from + 60 * (i + 1))
  }
  await publishTrade(w, trade(from + 1, from + 320, '99x1.7'))
  await publishTrade(w, trade(from + 2, from + 330, '101x0.1', 'BUY'))
  await w.until(from + 600)
  return acknowledged
}

/** Opening balance plus what the executions did: the order manager's way. */
function explained(executions: readonly VenueExecution[]): string[] {
  const totals = new Map<string, bigint>([['USD', parseMoney('100000')]])
  const add = (code: string, amount: bigint) => totals.set(code, (totals.get(code) ?? 0n) + amount)
  for (const { side, price, quantity, fee } of executions) {
    const sign = side === 'BUY' ? 1n : -1n
    add('BTC', sign * quantityAsAmount(quantity))
    add('USD', -sign * notional(price, quantity) - fee)
  }
  return [...totals].map(([code, total]) => `${code} ${formatMoney(total as Money)}`).sort()
}

async function totals(w: PaperWorld): Promise<string[]> {
  const balances = await w.venue.balances(NEVER)
  const sum = (a: Money, b: Money) => formatMoney((a + b) as Money)
  return balances.map((b) => `${b.currency} ${sum(b.available, b.held)}`).sort()
}

const deaths = [2, 3, 4, 5, 6, 7].flatMap((at) => [[at, 'BEFORE'] as const, [at, 'AFTER'] as const])

test.each(deaths)(
  'killed at write %i, %s it is durable: what was told is kept, and nothing happens twice',
  async (at, death) => {
    const journal = new MortalJournal(at, death)
    const first = await createWorld({ journal })
    const acknowledged = await play(first, 0)
    await first.close()
    journal.revive()

    const second = await createWorld({ journal })
    const executions = () => second.venue.executionsSince(START, NEVER)
    expect(await totals(second)).toEqual(explained(await executions()))
    for (const id of acknowledged) {
      expect(await second.venue.findOrder(id as never, NEVER), id).toBeDefined()
    }
    const toldFills = first.told.filter((line) => line.startsWith('fill'))
    expect((await executions()).length).toBeGreaterThanOrEqual(toldFills.length)

    await play(second, 1)
    const all = await executions()
    expect(new Set(all.map((execution) => execution.executionId)).size).toBe(all.length)
    expect(all.filter((execution) => execution.clientOrderId === 'd')).toHaveLength(1)
    expect(await totals(second)).toEqual(explained(all))
    await second.close()
  },
)

test('left alone the script is what the deaths are compared with', async () => {
  const journal = new MortalJournal(Number.POSITIVE_INFINITY, 'BEFORE')
  const w = await createWorld({ journal })
  await play(w, 0)
  expect(journal.writes).toBe(7)
  expect(w.told).toEqual([
    'fill 0.5 @ 100 TAKER',
    'fill 0.5 @ 101 TAKER',
    'FILLED',
    'OPEN',
    'OPEN',
    'fill 0.3 @ 99 TAKER',
    'FILLED',
    'fill 4.5 @ 101 TAKER',
    'CANCELED',
    'fill 0.7 @ 99 MAKER',
    'fill 0.1 @ 100.5 MAKER',
  ])
  expect(await totals(w)).toEqual(explained(await w.venue.executionsSince(START, NEVER)))
  await w.close()
})
