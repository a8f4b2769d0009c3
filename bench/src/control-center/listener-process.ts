/**
 * Many clients of the live events, in one process apart from what is measured. Each has to get every order event once and in
 * order; what an event took counts from the moment at which it was due to be published.
 */
import { get, type IncomingMessage } from 'node:http'

export interface ListenPlan {
  readonly address: string
  readonly token: string
  readonly clients: number
  /** The `accountSeq` of the first event that is measured, and how many there are. */
  readonly first: number
  readonly count: number
}

/** When the first event is due, on the machine's monotonic clock, and how many follow each second. */
export interface Schedule {
  readonly startNanos: string
  readonly perSecond: number
}

export interface ListenReport {
  readonly micros: readonly number[]
  /** Clients that got each event once, in order. */
  readonly complete: number
  readonly received: number
  readonly resyncs: number
}

export type ToListeners =
  | { readonly kind: 'LISTEN'; readonly plan: ListenPlan }
  | { readonly kind: 'START'; readonly schedule: Schedule }
export type FromListeners =
  | { readonly kind: 'LISTENING' }
  | { readonly kind: 'DONE'; readonly report: ListenReport }

const tell = (message: FromListeners): void => void process.send?.(message)

const MARK = '"accountSeq":'
/** The mark and the digits of a number. */
const LONGEST = MARK.length + 16
const RESYNC = 'event: resync'
/** Of a thousand events and clients each, as many are kept as one can look at. */
const SAMPLED_CLIENTS = 50

class Listener {
  next: number
  isInOrder = true
  resyncs = 0
  readonly latest: number[] = []
  #rest = ''

  constructor(first: number) {
    this.next = first
  }

  /** Every change of an order is one frame with its number in it. */
  take(text: string, at: () => number): void {
    const whole = this.#rest + text
    let end = 0
    for (let mark = whole.indexOf(MARK); mark >= 0; mark = whole.indexOf(MARK, mark + 1)) {
      if (mark + LONGEST > whole.length) break
      const seq = Number.parseInt(whole.slice(mark + MARK.length, mark + LONGEST), 10)
      end = mark + MARK.length
      if (seq !== this.next) this.isInOrder = false
      this.next = seq + 1
      this.latest.push(at())
    }
    if (whole.includes(RESYNC)) this.resyncs += 1
    this.#rest = whole.slice(Math.max(end, whole.length - LONGEST))
  }
}

let plan: ListenPlan | undefined
let listeners: Listener[] = []
let schedule: Schedule | undefined

/** Milliseconds between the moment at which the k-th was due and now. */
function lateness(k: number): number {
  if (schedule === undefined) return 0
  const due = BigInt(schedule.startNanos) + BigInt(Math.round((k * 1e9) / schedule.perSecond))
  return Number(process.hrtime.bigint() - due) / 1_000
}

async function listen(given: ListenPlan): Promise<void> {
  plan = given
  listeners = Array.from({ length: given.clients }, () => new Listener(given.first))
  for (const [i, listener] of listeners.entries()) {
    const stream = await open(given)
    stream.setEncoding('utf8')
    const isSampled = i % Math.ceil(given.clients / SAMPLED_CLIENTS) === 0
    stream.on('data', (text: string) => {
      listener.take(text, () => (isSampled ? lateness(listener.next - 1 - given.first) : 0))
      if (listener.next >= given.first + given.count) endWhenAll()
    })
    stream.on('error', () => (listener.isInOrder = false))
    stream.on('end', endWhenAll)
  }
  tell({ kind: 'LISTENING' })
}

function open({ address, token }: ListenPlan): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = `${address}/api/v1/events?topics=orders,commands,feeds`
    const headers = { authorization: `Bearer ${token}` }
    get(url, { agent: false, headers }, (response) =>
      response.statusCode === 200 ? resolve(response) : reject(new Error(`status ${response.statusCode}`)),
    ).on('error', reject)
  })
}

let isDone = false
function endWhenAll(): void {
  if (plan === undefined || isDone) return
  const end = plan.first + plan.count
  if (listeners.every(({ next }) => next >= end)) finish()
}

function finish(): void {
  if (plan === undefined || isDone) return
  isDone = true
  const { first, count } = plan
  const isComplete = ({ next, isInOrder, latest }: Listener) =>
    isInOrder && next === first + count && latest.length === count
  const report: ListenReport = {
    micros: listeners.flatMap(({ latest }) => latest).filter((each) => each > 0),
    complete: listeners.filter(isComplete).length,
    received: listeners.reduce((sum, { latest }) => sum + latest.length, 0),
    resyncs: listeners.reduce((sum, { resyncs }) => sum + resyncs, 0),
  }
  tell({ kind: 'DONE', report })
}

/** What has not come long after the last event was due never will. */
const PATIENCE_MS = 60_000

process.on('message', (message: ToListeners) => {
  if (message.kind === 'LISTEN') {
    listen(message.plan).catch((error) => {
      throw error
    })
    return
  }
  ;({ schedule } = message)
  const lastsMs = ((plan?.count ?? 0) * 1_000) / schedule.perSecond
  setTimeout(finish, lastsMs + PATIENCE_MS)
})
process.on('disconnect', () => process.exit())
