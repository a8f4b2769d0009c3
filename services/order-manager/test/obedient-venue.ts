/** The scripted venue with cancels that work, after a while, and with the faults that a halt has to get over. */
import { type ClientOrderId, parseMoney } from '@oasis/domain'
import type { Venue } from '@oasis/ports'
import { pass, type World } from './fixture.ts'

export const CANCEL_TAKES_MS = 20
const OPENING_BALANCE = parseMoney('100000')

export class ObedientVenue {
  readonly #world: World
  /** Cancels are taken and not carried out. */
  deaf = false
  /** So many of the next looks at what is open get no answer. */
  looksLost = 0
  /** Answers of submits come so much later; the order is there at once. */
  submitAnswerMs = 0
  /** Lists lag behind: nothing is shown as open. */
  listsNothing = false
  resets = 0
  /** Of the last one. */
  resetId: string | undefined

  constructor(world: World) {
    this.#world = world
  }

  connect(): Venue {
    const { scheduler, venue } = this.#world
    const scripted = venue.connect()
    return {
      ...scripted,
      submit: async (order, signal, veto) => {
        const outcome = await scripted.submit(order, signal, veto)
        await scheduler.sleep(this.submitAnswerMs)
        return outcome
      },
      cancel: async (id, signal) => {
        const outcome = await scripted.cancel(id, signal)
        await scheduler.sleep(CANCEL_TAKES_MS)
        if (outcome.kind === 'REQUESTED' && !this.deaf) this.#end(id.slice('venue-'.length) as ClientOrderId)
        return outcome
      },
      openOrders: async (signal) => {
        if (this.looksLost > 0) {
          this.looksLost--
          await new Promise(() => {})
        }
        const open = await scripted.openOrders(signal)
        return this.listsNothing ? [] : open
      },
      reset: async (resetId) => {
        if (this.resetId === resetId) return
        this.resetId = resetId
        this.resets++
        venue.reports.clear()
        venue.executions.length = 0
        venue.balances.clear()
        venue.balances.set('USD', OPENING_BALANCE)
      },
    }
  }

  #end(id: ClientOrderId): void {
    const { venue } = this.#world
    if (venue.report(id).status !== 'OPEN') return
    venue.emit({ kind: 'ORDER', report: venue.end(id, 'CANCELED') })
  }
}

export const openAtVenue = ({ venue }: World): readonly ClientOrderId[] =>
  [...venue.reports.values()].filter(({ status }) => status === 'OPEN').map((report) => report.clientOrderId)

/** Runs time until the call is answered or that much of it has passed. */
export async function within<T>(world: World, ms: number, call: Promise<T>): Promise<T | 'STILL WAITING'> {
  let answer: T | 'STILL WAITING' = 'STILL WAITING'
  call.then(
    (value) => (answer = value),
    () => {},
  )
  await pass(world, ms)
  return answer
}
