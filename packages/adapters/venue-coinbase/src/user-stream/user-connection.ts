/**
 * One connection of the `user` channel, from connecting to its end. Heartbeats are always subscribed with it: without
 * them a quiet account is disconnected, and a dead stream could not be told from a quiet one. It ends itself at a gap, a
 * silence, an error frame or a subscription that is not confirmed; whoever runs it connects again.
 */
import { millisBetween, type UnixNanos } from '@oasis/domain'
import type { Logger, Scheduler, Timer } from '@oasis/ports'
import type { Secret } from '@oasis/runtime'
import WebSocket from 'ws'
import { SequenceWatch } from './sequence-watch.ts'
import { SnapshotProgress } from './snapshot-progress.ts'
import { parseUserFrame, type UserEvent, type UserFrame } from './user-frame.ts'

export interface UserConnectionOptions {
  readonly wsUrl: string
  /** A new one for each subscription. */
  readonly token: () => Promise<Secret>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly connectTimeoutMs: number
  readonly subscribeTimeoutMs: number
  readonly silenceMs: number
  readonly onEvents: (events: readonly UserEvent[], at: UnixNanos) => void
  /** The subscription is confirmed, and what was open has been handed over. */
  readonly onLive: () => void
}

/** Fifty orders have some 50 kB. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024
const SUBSCRIBE_HEARTBEATS = JSON.stringify({ type: 'subscribe', channel: 'heartbeats' })
/** For batches of a snapshot that come after the confirmation, and for the one that never does. */
const SNAPSHOT_PATIENCE_MS = 1_000

export class UserConnection {
  readonly #options: UserConnectionOptions
  readonly #sequence = new SequenceWatch()
  readonly #snapshot = new SnapshotProgress()
  readonly #ended = Promise.withResolvers<string>()
  readonly #timers: Timer[] = []
  #socket: WebSocket | undefined
  #heardAt: UnixNanos
  #subscribed = false
  #live = false
  #over = false

  constructor(options: UserConnectionOptions) {
    this.#options = options
    this.#heardAt = options.scheduler.now()
  }

  /** Whether it was live before it ended. */
  get wasLive(): boolean {
    return this.#live
  }

  /** Resolves at its end with the reason; never rejects. */
  run(): Promise<string> {
    const { wsUrl, connectTimeoutMs } = this.#options
    try {
      const socket = new WebSocket(wsUrl, {
        maxPayload: MAX_FRAME_BYTES,
        perMessageDeflate: false,
        rejectUnauthorized: true,
      })
      this.#socket = socket
      socket.on('open', () => this.#onOpen(socket))
      socket.on('message', (data, isBinary) => this.#onMessage(isBinary ? '' : data.toString()))
      socket.on('error', (error) => this.end(error.message))
      socket.on('close', (code) => this.end(`closed with ${code}`))
      this.#after(connectTimeoutMs, () => {
        if (socket.readyState === WebSocket.CONNECTING) this.end(`no connection in ${connectTimeoutMs} ms`)
      })
    } catch (error) {
      this.end(error instanceof Error ? error.message : String(error))
    }
    return this.#ended.promise
  }

  end(reason: string): void {
    if (this.#over) return
    this.#over = true
    for (const timer of this.#timers) timer.cancel()
    // No closing handshake: a venue that has gone silent would not answer it.
    this.#socket?.terminate()
    this.#ended.resolve(reason)
  }

  #onOpen(socket: WebSocket): void {
    const { subscribeTimeoutMs, token } = this.#options
    this.#heardAt = this.#options.scheduler.now()
    this.#watchSilence()
    this.#after(subscribeTimeoutMs, () => {
      if (!this.#subscribed) this.end(`the subscription was not confirmed in ${subscribeTimeoutMs} ms`)
    })
    socket.send(SUBSCRIBE_HEARTBEATS)
    token().then(
      (jwt) => {
        if (!this.#over)
          socket.send(JSON.stringify({ type: 'subscribe', channel: 'user', jwt: jwt.reveal() }))
      },
      () => this.end('a token could not be made'),
    )
  }

  #onMessage(text: string): void {
    if (this.#over) return
    const now = this.#options.scheduler.now()
    this.#heardAt = now
    const frame = parseUserFrame(text, now)
    if ('sequence' in frame) {
      const verdict = this.#sequence.note(frame.sequence)
      if (verdict === 'GAP') this.end(`frames are missing before ${frame.sequence}`)
      if (verdict !== 'NEXT') return
    }
    this.#follow(frame)
  }

  #follow(frame: UserFrame): void {
    switch (frame.kind) {
      case 'ORDERS':
        for (const { count } of frame.events) this.#snapshot.note(count)
        this.#options.onEvents(frame.events, frame.at)
        this.#goLive()
        break
      case 'SUBSCRIPTIONS':
        if (frame.channels.includes('user')) this.#onSubscribed()
        else if (this.#subscribed) this.end('the venue has dropped the subscription')
        break
      case 'ERROR':
        this.end(`the venue says: ${frame.message.slice(0, 200)}`)
        break
      case 'UNREADABLE':
        // Whatever it said of our orders is lost.
        this.end(`a frame cannot be read: ${frame.why}`)
        break
      case 'OTHER':
    }
  }

  #onSubscribed(): void {
    if (this.#subscribed) return
    this.#subscribed = true
    this.#after(SNAPSHOT_PATIENCE_MS, () => {
      this.#snapshot.waitedEnough()
      this.#goLive()
    })
    this.#goLive()
  }

  #goLive(): void {
    if (this.#live || this.#over || !this.#subscribed || !this.#snapshot.complete) return
    this.#live = true
    this.#options.onLive()
  }

  #watchSilence(): void {
    const { scheduler, silenceMs } = this.#options
    const leftMs = silenceMs - millisBetween(this.#heardAt, scheduler.now())
    if (leftMs <= 0) this.end(`nothing heard for ${silenceMs} ms`)
    else this.#after(leftMs, () => this.#watchSilence())
  }

  #after(delayMs: number, run: () => void): void {
    const timer = this.#options.scheduler.after(delayMs, () => {
      this.#timers.splice(this.#timers.indexOf(timer), 1)
      if (!this.#over) run()
    })
    this.#timers.push(timer)
  }
}
