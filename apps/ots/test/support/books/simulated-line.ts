/** A line between the feed and an exchange in this process: frames arrive later and in order, on any scheduler. */
import type { Exchange } from '@oasis/coinbase-simulator'
import { addMillis, type UnixNanos } from '@oasis/domain'
import type { Random, Scheduler } from '@oasis/ports'
import type { FeedSocket, FeedSocketListener, OpenFeedSocket } from '@oasis/venue-coinbase'

export interface SimulatedLineOptions {
  readonly exchange: Exchange
  readonly scheduler: Scheduler
  readonly random: Random
}

const MOST_DELAY_MS = 30

/** One direction. */
class Pipe {
  readonly #options: SimulatedLineOptions
  #last = 0n as UnixNanos

  constructor(options: SimulatedLineOptions) {
    this.#options = options
  }

  push(arrive: () => void): void {
    const { scheduler, random } = this.#options
    const due = addMillis(scheduler.now(), random() * MOST_DELAY_MS)
    this.#last = due > this.#last ? due : this.#last
    scheduler.at(this.#last, arrive)
  }
}

export const simulatedLine =
  (options: SimulatedLineOptions): OpenFeedSocket =>
  async (signal) => {
    await options.scheduler.sleep(1 + options.random() * MOST_DELAY_MS, signal)
    return openSocket(options)
  }

function openSocket(options: SimulatedLineOptions): FeedSocket {
  const toClient = new Pipe(options)
  const toExchange = new Pipe(options)
  let listener: FeedSocketListener | undefined
  let open = true
  let paused = true
  let waiting: (() => void)[] = []
  const flush = () => {
    const ready = waiting
    waiting = []
    for (const arrive of ready) arrive()
  }
  const deliver = (arrive: () => void) =>
    toClient.push(() => {
      waiting.push(() => open && arrive())
      if (!paused) flush()
    })
  const end = (code: number, reason: string) =>
    deliver(() => {
      open = false
      listener?.onClose(code, reason)
    })
  const session = options.exchange.connect({
    address: 'connector',
    send: (text) => deliver(() => listener?.onText(text)),
    // A message without its end is never handed over.
    sendPart: () => {},
    close: end,
    terminate: () => end(1006, ''),
    backlog: () => 0,
  })
  return {
    listen: (given) => {
      listener = given
    },
    send: (text) => toExchange.push(() => session.receive(text)),
    pause: () => {
      paused = true
    },
    resume: () => {
      paused = false
      flush()
    },
    terminate: () => {
      open = false
      toExchange.push(() => session.closed())
    },
  }
}
