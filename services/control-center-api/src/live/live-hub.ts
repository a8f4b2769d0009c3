/**
 * Live events to many clients. Orders, fills, commands and feeds are complete: a client that is too slow for them is told to
 * resync, and closed. Portfolios, quotes, trades and candles are conflated: of each the newest alone is sent, when the client can take it.
 * Nothing waits for a client.
 */
import type { JournalEntry, Logger, ReadModelStore, Scheduler, Timer } from '@oasis/ports'
import { EventRing, type RingLimits } from './event-ring.ts'
import { bitOf, type Frame, framesOf, type LiveTopic, textOf } from './live-frames.ts'

/** Where a client's bytes go: the answer to its request. */
export interface LiveSink {
  /** False: it takes no more until `drain`. */
  write(bytes: Uint8Array | string): boolean
  end(last?: string): void
  destroy(): void
  on(event: 'drain' | 'close', listener: () => void): unknown
  readonly destroyed: boolean
}

export interface LiveHubOptions {
  readonly store: Pick<ReadModelStore, 'journal'>
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly ring?: RingLimits
  readonly heartbeatMs: number
  readonly conflated: readonly ConflatedTopic[]
}

/** Asked for what is new when conflated events are sent, and somebody wants that topic. */
export interface ConflatedTopic {
  readonly topic: LiveTopic
  readonly read: () => readonly Conflated[]
}

export interface Conflated {
  readonly key: string
  /** Another one is a change. */
  readonly identity: unknown
  readonly frame: () => Frame
}

interface Kept {
  readonly identity: unknown
  readonly version: number
  readonly frame: Frame
}

interface Client {
  readonly sink: LiveSink
  readonly topics: number
  readonly mayGoOn: () => Promise<boolean>
  seq: number
  /** Of conflated events: those up to here were sent. */
  version: number
  /** What it missed is being read from the store: it is sent nothing else yet. */
  isReplaying: boolean
  isBlocked: boolean
  /** Heartbeats that it could not be sent, one after the other. */
  missedBeats: number
}

const DEFAULT_RING: RingLimits = { events: 8_192, bytes: 8_388_608 }
/** Events that are due together go together. */
const FLUSH_MS = 20
const CONFLATE_MS = 250
const REPLAY_PAGE = 500
/** Beyond it, loading anew is less than what was missed. */
const MAX_REPLAY = 20_000
/** Told to resync, it has so long to take that. */
const FAREWELL_MS = 2_000
const MAX_MISSED_BEATS = 6

export class LiveHub {
  readonly #options: LiveHubOptions
  readonly #clients = new Set<Client>()
  readonly #conflated = new Map<string, Kept>()
  #ring: EventRing | undefined
  #version = 0
  #flushTimer: Timer | undefined
  #conflateTimer: Timer | undefined
  #beatTimer: Timer | undefined

  constructor(options: LiveHubOptions) {
    this.#options = options
  }

  /** All that are open: those that are still given what they missed, too. */
  get clients(): number {
    return this.#clients.size
  }

  /** Events after `head` come from here on. */
  start(epoch: string, head: number): void {
    this.#ring = new EventRing(epoch, head, this.#options.ring ?? DEFAULT_RING)
    this.#beat()
  }

  stop(): void {
    for (const timer of [this.#flushTimer, this.#conflateTimer, this.#beatTimer]) timer?.cancel()
    for (const { sink } of this.#clients) sink.end()
    this.#clients.clear()
  }

  /** They are written. */
  publish(entries: readonly JournalEntry[], upTo: number): void {
    this.#started().push(
      entries.map((entry) => ({ seq: entry.seq, frames: framesOf(entry) })),
      upTo,
    )
    this.#flushTimer ??= this.#options.scheduler.after(FLUSH_MS, () => {
      this.#flushTimer = undefined
      for (const client of this.#clients) this.#advance(client)
    })
  }

  /** Something that happened is known to nobody any more: whoever is there, or comes from before, loads anew. */
  breakOff(): void {
    this.#started().breakOff()
    for (const client of this.#clients) this.#sendAway(client, 'events are missing')
  }

  /** In place of what was last under that key. */
  conflate({ key, identity, frame }: Conflated): void {
    if (this.#conflated.get(key)?.identity === identity) return
    this.#version += 1
    this.#conflated.set(key, { identity, version: this.#version, frame: frame() })
    this.#conflateSoon()
  }

  /** Resolves once it has what it missed; the stream goes on until either side ends it. */
  async attach(
    sink: LiveSink,
    topics: readonly LiveTopic[],
    lastEventId: string | undefined,
    mayGoOn: () => Promise<boolean>,
  ): Promise<void> {
    const ring = this.#started()
    // Gone while its token was looked up: its end would never be told to us.
    if (sink.destroyed) return
    const mask = topics.reduce((so, topic) => so | bitOf(topic), 0)
    const asked = lastEventId === undefined ? ring.head : ring.seqOf(lastEventId)
    const seq = asked ?? ring.head
    const client: Client = {
      ...{ sink, topics: mask, mayGoOn, seq, version: 0 },
      ...{ isReplaying: true, isBlocked: false, missedBeats: 0 },
    }
    this.#clients.add(client)
    sink.on('close', () => void this.#clients.delete(client))
    sink.on('drain', () => {
      client.isBlocked = false
      client.missedBeats = 0
      this.#advance(client)
    })
    const greeting = `retry: 2000\nevent: ready\nid: ${ring.idOf(seq)}\ndata: {}\n\n`
    this.#write(
      client,
      asked === undefined
        ? `${resyncFrame('it is not known here what came after your last event')}${greeting}`
        : greeting,
    )
    try {
      await this.#replay(client)
    } catch (error) {
      this.#clients.delete(client)
      throw error
    }
    client.isReplaying = false
    this.#advance(client)
    this.#conflateSoon()
  }

  /** From the store, until what is missing is in memory, or it is gone. */
  async #replay(client: Client): Promise<void> {
    const ring = this.#started()
    const { store, scheduler } = this.#options
    for (let sent = 0; !ring.covers(client.seq); ) {
      if (!this.#clients.has(client)) return
      if (sent > MAX_REPLAY) {
        this.#sendAway(client, 'too much has happened since')
        return
      }
      if (client.isBlocked) {
        await scheduler.sleep(FLUSH_MS)
        continue
      }
      const page = await store.journal(client.seq, REPLAY_PAGE)
      if (!this.#clients.has(client)) return
      const text = page.entries.map((entry) => textOf(framesOf(entry), client.topics, ring.idOf(entry.seq)))
      if (text.length > 0) this.#write(client, text.join(''))
      sent += page.entries.length
      client.seq = page.upTo
    }
  }

  /** As much as it takes. */
  #advance(client: Client): void {
    if (client.isReplaying || !this.#clients.has(client)) return
    const ring = this.#started()
    if (!ring.covers(client.seq)) {
      this.#sendAway(client, 'it was read too slowly')
      return
    }
    while (!client.isBlocked) {
      const chunk = ring.chunk(client.seq, client.topics)
      if (chunk === undefined) return
      client.seq = chunk.upTo
      if (chunk.bytes.length > 0) this.#write(client, chunk.bytes)
    }
  }

  #conflateSoon(): void {
    this.#conflateTimer ??= this.#options.scheduler.after(CONFLATE_MS, () => {
      this.#conflateTimer = undefined
      this.#sendConflated()
    })
  }

  #sendConflated(): void {
    const wanted = [...this.#clients].reduce((so, { topics }) => so | topics, 0)
    const watched = this.#options.conflated.filter(({ topic }) => (wanted & bitOf(topic)) !== 0)
    for (const { read } of watched) for (const event of read()) this.conflate(event)
    const texts = new Map<string, string>()
    for (const client of this.#clients) {
      if (client.isReplaying || client.isBlocked || client.version === this.#version) continue
      const key = `${client.topics}/${client.version}`
      const text = texts.get(key) ?? this.#conflatedAfter(client.version, client.topics)
      texts.set(key, text)
      client.version = this.#version
      if (text !== '') this.#write(client, text)
    }
    if (watched.length > 0) this.#conflateSoon()
  }

  /** They bear no id: where a client goes on has nothing to do with them. */
  #conflatedAfter(version: number, topics: number): string {
    let text = ''
    for (const kept of this.#conflated.values())
      if (kept.version > version && (kept.frame.topic & topics) !== 0) text += `${kept.frame.text}\n`
    return text
  }

  #beat(): void {
    const { scheduler, heartbeatMs } = this.#options
    this.#beatTimer = scheduler.after(heartbeatMs, () => {
      for (const client of this.#clients) {
        if (!client.isBlocked) this.#write(client, ': beat\n\n')
        else if (++client.missedBeats > MAX_MISSED_BEATS) this.#sendAway(client, 'nothing was read for long')
        void this.#check(client)
      }
      this.#beat()
    })
  }

  /** Tokens expire, sessions end and users are disabled while a stream lasts. */
  async #check(client: Client): Promise<void> {
    try {
      if (await client.mayGoOn()) return
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'whether a stream may go on could not be found out')
      return
    }
    this.#bid(client, 'event: expired\ndata: {"detail":"the token is not valid any more"}\n\n')
  }

  #sendAway(client: Client, why: string): void {
    this.#bid(client, resyncFrame(why))
  }

  #bid(client: Client, farewell: string): void {
    this.#clients.delete(client)
    const { sink } = client
    sink.end(farewell)
    const timer = this.#options.scheduler.after(FAREWELL_MS, () => sink.destroy())
    sink.on('close', () => timer.cancel())
  }

  #write(client: Client, bytes: Uint8Array | string): void {
    if (client.sink.destroyed) return
    client.isBlocked = !client.sink.write(bytes)
  }

  #started(): EventRing {
    if (this.#ring === undefined) throw new Error('live events were not started')
    return this.#ring
  }
}

const resyncFrame = (why: string): string =>
  `event: resync\ndata: ${JSON.stringify({ detail: `${why}: load what you show anew` })}\n\n`
