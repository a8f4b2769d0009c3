/**
 * The one live connection of a page. It goes on after the last event that it has seen, whatever broke in between; where the
 * server cannot tell what was missed it says so, and everything shown is read anew. A connection that is silent is looked
 * after: a beat is asked for every few seconds, so that nothing that is stale looks live for longer than that.
 */
import type { Session } from '../api/session.ts'
import { createStore } from '../api/store.ts'
import { type LiveEvent, parseLiveEvent } from './live-event.ts'
import { createSseParser } from './sse-parser.ts'

export interface LiveState {
  readonly phase: 'connecting' | 'live' | 'lost'
  /** Milliseconds since 1970: when it was last known to be live. */
  readonly lastSeenAt: number
  /** Since it was lost. */
  readonly attempt: number
  readonly retryAt: number
  /** There and back. */
  readonly latencyMs: number | undefined
}

export interface LiveListener {
  readonly onEvents: (events: readonly LiveEvent[]) => void
  /** What is shown may be old: read it anew. */
  readonly onResync: () => void
}

const STREAM = '/api/v1/events'
const BEAT = '/healthz'
const BEAT_EVERY_MS = 4_000
const BEAT_WITHIN_MS = 4_000
const FIRST_DELAY_MS = 500
const MAX_DELAY_MS = 8_000
/** While nobody looks, browsers draw no frames. */
const HIDDEN_FLUSH_MS = 500

export class LiveConnection {
  readonly state = createStore<LiveState>({
    ...{ phase: 'connecting', lastSeenAt: 0, attempt: 0, retryAt: 0 },
    latencyMs: undefined,
  })
  readonly #session: Session
  readonly #listeners = new Set<LiveListener>()
  #stopped = new AbortController()
  #current: AbortController | undefined
  #wake: (() => void) | undefined
  #lastId = ''
  #waiting: LiveEvent[] = []
  #isFlushDue = false

  constructor(session: Session) {
    this.#session = session
  }

  start(): void {
    this.#stopped = new AbortController()
    const { signal } = this.#stopped
    addEventListener('offline', () => this.#current?.abort(), { signal })
    addEventListener('online', () => this.retryNow(), { signal })
    void this.#run(signal)
    void this.#beat(signal)
  }

  stop(): void {
    this.#stopped.abort()
    this.#current?.abort()
    this.#wake?.()
  }

  subscribe(listener: LiveListener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  retryNow(): void {
    this.#wake?.()
  }

  async #run(stopped: AbortSignal): Promise<void> {
    for (let attempt = 0; !stopped.aborted; ) {
      const before = this.state.get().lastSeenAt
      const isPlanned = await this.#follow(stopped).catch(() => false)
      if (stopped.aborted) return
      if (this.#session.state.get().phase === 'loggedOut') return
      if (isPlanned) continue
      attempt = this.state.get().lastSeenAt > before ? 1 : attempt + 1
      const delay = Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1), MAX_DELAY_MS)
      this.#tell({ phase: 'lost', attempt, retryAt: Date.now() + delay })
      await this.#pause(delay)
    }
  }

  /** Until the stream ends. True: it ended as it should, and another one takes its place at once. */
  async #follow(stopped: AbortSignal): Promise<boolean> {
    const token = await this.#session.token()
    if (token === undefined) return false
    const current = new AbortController()
    this.#current = current
    const response = await fetch(STREAM, {
      headers: {
        authorization: `Bearer ${token}`,
        ...(this.#lastId === '' ? {} : { 'last-event-id': this.#lastId }),
      },
      signal: AbortSignal.any([stopped, current.signal]),
      cache: 'no-store',
    })
    if (response.status === 401) {
      await this.#session.refresh()
      return false
    }
    if (!response.ok || response.body === null) return false
    this.#seen()
    return this.#read(response.body)
  }

  async #read(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<boolean> {
    const parse = createSseParser()
    const reader = body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return false
      this.#seen()
      for (const event of parse(value)) {
        if (event.id !== '') this.#lastId = event.id
        if (event.event === 'expired') {
          await this.#session.refresh()
          return true
        }
        if (event.event === 'resync') this.#resync()
        const known = parseLiveEvent(event)
        if (known !== undefined) this.#enqueue(known)
      }
    }
  }

  /** Where the answer does not come, the stream is as good as gone, however open it looks. */
  async #beat(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const sentAt = performance.now()
      try {
        const signal = AbortSignal.any([stopped, AbortSignal.timeout(BEAT_WITHIN_MS)])
        await fetch(BEAT, { signal, cache: 'no-store' })
        const latencyMs = Math.round(performance.now() - sentAt)
        if (this.state.get().phase === 'live') this.#tell({ latencyMs, lastSeenAt: Date.now() })
      } catch {
        this.#current?.abort()
      }
      await new Promise((resolve) => setTimeout(resolve, BEAT_EVERY_MS))
    }
  }

  #seen(): void {
    const { phase, lastSeenAt } = this.state.get()
    const now = Date.now()
    // Told once a second at most: who shows it counts on by itself.
    if (phase === 'live' && now - lastSeenAt < 1_000) return
    this.#tell({ phase: 'live', lastSeenAt: now, attempt: 0, retryAt: 0 })
    if (phase === 'live') return
    // Also for the first time: what was asked for before may be of before the stream, which tells only what is new.
    this.#resync()
  }

  #resync(): void {
    for (const { onResync } of this.#listeners) onResync()
  }

  #enqueue(event: LiveEvent): void {
    this.#waiting.push(event)
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    const flush = () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      this.#flush()
    }
    const frame = requestAnimationFrame(flush)
    const timer = setTimeout(flush, HIDDEN_FLUSH_MS)
  }

  /** All that came since the last frame, together. */
  #flush(): void {
    this.#isFlushDue = false
    const events = this.#waiting
    this.#waiting = []
    for (const { onEvents } of this.#listeners) onEvents(events)
  }

  #tell(change: Partial<LiveState>): void {
    this.state.set({ ...this.state.get(), ...change })
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
