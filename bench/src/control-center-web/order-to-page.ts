/**
 * Orders from being written down to their rows being drawn, beside what a bare client of the same events sees of them: when
 * it has heard of each. Both count from the order's own time, of the same machine's clock.
 */
import type { Page } from 'playwright-core'
import { type Row, summarize } from '../harness.ts'
import { percentile, rounded } from '../latency.ts'
import type { WatchedSystem } from './watched-system.ts'

const DRAWN_P95_MS = 150
const ORDERS_A_SECOND = 20
const SETTLE_MS = 2_000

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export async function orderToPage(system: WatchedSystem, page: Page, seconds: number): Promise<Row> {
  const heard = await listen(system)
  await page.goto('/operations')
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor()
  await sleep(SETTLE_MS)
  const [from, until] = [Date.now(), Date.now() + seconds * 1_000]
  await sleep(seconds * 1_000 + SETTLE_MS)
  const drawn = await page.evaluate<Record<string, number>>('window.drawn')
  heard.stop()
  const latencies: number[] = []
  const bare: number[] = []
  for (const [id, { createdAt, heardAt }] of heard.orders) {
    if (createdAt < from || createdAt > until) continue
    bare.push(heardAt - createdAt)
    const seen = drawn[id]
    if (seen !== undefined) latencies.push(seen - createdAt)
  }
  const [p95, perSecond] = [percentile(latencies, 0.95), bare.length / seconds]
  return {
    ...{ name: 'order written to its row drawn', unit: 'ms', subject: summarize(latencies, 'ms') },
    floor: { name: 'to a bare client', ...summarize(bare, 'ms') },
    ratio: summarize(bare, 'ms').median / summarize(latencies, 'ms').median,
    target: `p95 ≤ ${DRAWN_P95_MS} ms, every order, ${ORDERS_A_SECOND} a second`,
    met: p95 <= DRAWN_P95_MS && latencies.length === bare.length && perSecond >= ORDERS_A_SECOND,
    extra: {
      ...{ p95: rounded(p95), 'floor p95': rounded(percentile(bare, 0.95)) },
      ...{ drawn: latencies.length, orders: bare.length, 'orders a second': rounded(perSecond) },
      'quotes a second to the page': rounded(heard.quotes() / ((Date.now() - heard.since) / 1_000)),
    },
  }
}

interface Heard {
  readonly orders: ReadonlyMap<string, { readonly createdAt: number; readonly heardAt: number }>
  readonly since: number
  quotes(): number
  stop(): void
}

async function listen(system: WatchedSystem): Promise<Heard> {
  const answer = await system.events('orders,quotes')
  if (answer.body === null) throw new Error(`no events: ${answer.status}`)
  const orders = new Map<string, { createdAt: number; heardAt: number }>()
  let quotes = 0
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const heardAt = performance.timeOrigin + performance.now()
      const frames = `${rest}${value}`.split('\n\n')
      rest = frames.pop() ?? ''
      for (const frame of frames) {
        if (frame.includes('event: quote')) quotes++
        if (!frame.includes('event: order')) continue
        const { order } = JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? '') as OrderEvent
        if (!orders.has(order.id)) orders.set(order.id, { createdAt: millisOf(order.createdAt), heardAt })
      }
    }
  }
  // Ends by being stopped.
  void read().catch(() => {})
  return {
    ...{ orders, since: Date.now(), quotes: () => quotes },
    stop: () => void reader.cancel(),
  }
}

interface OrderEvent {
  readonly order: { readonly id: string; readonly createdAt: string }
}

/** To the microsecond: of the nine digits that the API tells, browsers and Node read three. */
const millisOf = (timestamp: string): number =>
  Date.parse(timestamp.replace(/\.\d+Z$/, 'Z')) + Number(/\.(\d+)Z$/.exec(timestamp)?.[1] ?? 0) / 1e6
