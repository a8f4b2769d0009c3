/**
 * Port `Venue` over the venue process's HTTP API. UNKNOWN on any doubt; NOT_SENT only where no connection came about.
 * The stream reconnects by itself, and says so.
 */
import { request } from 'node:http'
import type { UnixNanos, VenueOrderId } from '@oasis/domain'
import type {
  CancelOutcome,
  Logger,
  Scheduler,
  SubmitOutcome,
  Venue,
  VenueBalance,
  VenueEvent,
  VenueExecution,
  VenueOrderReport,
} from '@oasis/ports'
import { createAgent, exchangeHttp, type HttpAnswer, HttpFailure } from './http-exchange.ts'
import { VENUE_ROUTES } from './venue-routes.ts'
import { decodeWire, encodeWire } from './wire-json.ts'

export interface HttpVenueOptions {
  readonly id: Venue['id']
  readonly traits: Venue['traits']
  readonly port: number
  readonly scheduler: Scheduler
  readonly logger: Logger
  /** An order's bytes have left. */
  readonly onSubmitSent: () => void
}

const RECONNECT_MS = 200

export function createHttpVenue(options: HttpVenueOptions): Venue {
  const { id, traits, port, onSubmitSent } = options
  const agent = createAgent()
  const stream = new HttpEventStream(options)
  const look = async <T>(path: string, signal: AbortSignal): Promise<T> => {
    const { status, body } = await exchangeHttp({ port, path, signal, agent })
    if (status !== 200) throw new Error(`HTTP ${status} from the venue`)
    return decodeWire<T>(body)
  }
  return {
    id,
    traits,
    start: (onEvent) => stream.start(onEvent),
    stop: async () => {
      stream.stop()
      agent.destroy()
    },
    submit: (order, signal, veto) =>
      command<SubmitOutcome>(signal, () =>
        exchangeHttp({
          ...{ port, path: VENUE_ROUTES.submit, body: encodeWire(order), signal, agent, veto },
          onSent: onSubmitSent,
        }),
      ),
    cancel: (orderId: VenueOrderId, signal) =>
      command<CancelOutcome>(signal, () =>
        exchangeHttp({ port, path: VENUE_ROUTES.cancel, body: encodeWire(orderId), signal, agent }),
      ),
    findOrder: async (clientOrderId, signal) => {
      const path = `${VENUE_ROUTES.find}?client=${encodeURIComponent(clientOrderId)}`
      const { status, body } = await exchangeHttp({ port, path, signal, agent })
      if (status === 404) return undefined
      if (status !== 200) throw new Error(`HTTP ${status} from the venue`)
      return decodeWire<VenueOrderReport>(body)
    },
    openOrders: (signal) => look<readonly VenueOrderReport[]>(VENUE_ROUTES.open, signal),
    executionsSince: (since, signal) =>
      look<readonly VenueExecution[]>(`${VENUE_ROUTES.executions}?since=${since}`, signal),
    balances: (signal) => look<readonly VenueBalance[]>(VENUE_ROUTES.balances, signal),
    time: (signal) => look<UnixNanos>(VENUE_ROUTES.time, signal),
  }
}

type Doubtful = { readonly kind: 'NOT_SENT' | 'UNKNOWN'; readonly reason: string }

/** 200 and 422 are the venue's own words; everything else leaves it open whether it was done. */
async function command<Outcome>(
  signal: AbortSignal,
  send: () => Promise<HttpAnswer>,
): Promise<Outcome | Doubtful> {
  if (signal.aborted) return { kind: 'NOT_SENT', reason: 'the deadline had passed' }
  try {
    const { status, body } = await send()
    if (status === 200 || status === 422) return decodeWire<Outcome>(body)
    return { kind: 'UNKNOWN', reason: `HTTP ${status} from the venue` }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const proven = error instanceof HttpFailure && !error.connected
    return { kind: proven ? 'NOT_SENT' : 'UNKNOWN', reason }
  }
}

class HttpEventStream {
  readonly #options: HttpVenueOptions
  #stopped = false
  #close: () => void = () => {}

  constructor(options: HttpVenueOptions) {
    this.#options = options
  }

  /** Resolves at the first connection, or at its failure: from then on it reconnects by itself. */
  async start(onEvent: (event: VenueEvent) => void): Promise<void> {
    const opened = Promise.withResolvers<void>()
    void this.#keepOpen(onEvent, opened.resolve)
    await opened.promise
  }

  stop(): void {
    this.#stopped = true
    this.#close()
  }

  async #keepOpen(onEvent: (event: VenueEvent) => void, onFirst: () => void): Promise<void> {
    for (let attempt = 0; !this.#stopped; attempt++) {
      await this.#listen(onEvent, () => {
        if (attempt > 0) onEvent({ kind: 'RECONNECTED' })
        onFirst()
      })
      onFirst()
      await this.#options.scheduler.sleep(RECONNECT_MS)
    }
  }

  /** Resolves when the connection has ended, whatever the reason. */
  #listen(onEvent: (event: VenueEvent) => void, onOpen: () => void): Promise<void> {
    const { port, logger } = this.#options
    return new Promise((resolve) => {
      let rest = ''
      const sent = request({ host: '127.0.0.1', port, path: VENUE_ROUTES.events }, (response) => {
        response.setEncoding('utf8')
        response.on('data', (text: string) => {
          const lines = (rest + text).split('\n')
          rest = lines.pop() ?? ''
          for (const line of lines) {
            if (line === '') onOpen()
            else if (!this.#stopped) onEvent(decodeWire<VenueEvent>(line))
          }
        })
        response.on('error', (error) => logger.warn({ err: error }, 'the event stream broke'))
        response.on('close', resolve)
      })
      sent.on('error', () => resolve())
      this.#close = () => sent.destroy()
      sent.end()
    })
  }
}
