/** The venue as one incarnation of the order manager sees it. What was sent before its end takes effect all the same. */
import type { Venue, VenueOrder } from '@oasis/ports'
import type { VenueConnection } from '../../simulated-venue/simulated-venue-api.ts'
import type { Life } from '../process/life.ts'
import type { Trace } from '../trace.ts'

export function mortalVenue(
  connection: VenueConnection,
  life: Life,
  trace: Trace,
  onSubmit: (order: VenueOrder) => void,
): Venue {
  life.atEnd(() => connection.sever())
  const noted = <T>(what: string, work: () => Promise<T>): Promise<T> =>
    life.call(async () => {
      trace.note(life.name, what)
      const result = await work()
      trace.note(life.name, `${what} answered`)
      return result
    })
  const reset = connection.reset?.bind(connection)
  return {
    id: connection.id,
    traits: connection.traits,
    start: (onEvent) =>
      life.call(() =>
        connection.start((event) => {
          if (!life.step()) return
          trace.note(life.name, `venue tells ${event.kind}`)
          onEvent(event)
        }),
      ),
    stop: () => life.call(() => connection.stop()),
    submit: (order, signal, veto) =>
      noted(`submit ${order.clientOrderId}`, () => {
        onSubmit(order)
        return connection.submit(order, signal, veto)
      }),
    cancel: (id, signal) => noted(`cancel ${id}`, () => connection.cancel(id, signal)),
    findOrder: (id, signal) => noted(`find ${id}`, () => connection.findOrder(id, signal)),
    openOrders: (signal) => noted('open orders', () => connection.openOrders(signal)),
    executionsSince: (since, signal) => noted('executions', () => connection.executionsSince(since, signal)),
    balances: (signal) => noted('balances', () => connection.balances(signal)),
    time: (signal) => noted('time', () => connection.time(signal)),
    ...(reset === undefined ? {} : { reset: (id, signal) => noted(`reset ${id}`, () => reset(id, signal)) }),
  }
}
