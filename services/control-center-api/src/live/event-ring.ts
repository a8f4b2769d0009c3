/**
 * The last events, once for all clients: each client is a place in it. So many slow clients cost no more memory than one, and
 * whoever falls out of it has missed something.
 */
import { type Frame, textOf } from './live-frames.ts'

interface RingEntry {
  readonly seq: number
  readonly frames: readonly Frame[]
  readonly bytes: number
}

export interface RingLimits {
  readonly events: number
  readonly bytes: number
}

/** The most that one client is handed at a time. */
const CHUNK_BYTES = 65_536

export interface Chunk {
  readonly bytes: Buffer
  /** The client's place after it. */
  readonly upTo: number
}

export class EventRing {
  readonly #limits: RingLimits
  readonly #epoch: string
  #entries: RingEntry[] = []
  #bytes = 0
  #floor: number
  #head: number
  /** What came before it is not whole, here or in the store. */
  #brokenAt = 0
  /** Of this moment: clients of the same place and choice are handed the same bytes. */
  readonly #chunks = new Map<string, Chunk>()

  /** Nothing before `head` is in it. */
  constructor(epoch: string, head: number, limits: RingLimits) {
    this.#epoch = epoch
    this.#floor = head
    this.#head = head
    this.#limits = limits
  }

  get head(): number {
    return this.#head
  }

  /** Everything after `seq` is in it. */
  covers(seq: number): boolean {
    return seq >= this.#floor && seq <= this.#head
  }

  idOf(seq: number): string {
    return `${this.#epoch}.${seq}`
  }

  /** Undefined for an id that is none of this read model's, and for one after which something is missing. */
  seqOf(id: string): number | undefined {
    const [epoch, text = '', ...rest] = id.split('.')
    if (epoch !== this.#epoch || rest.length > 0 || !/^\d{1,15}$/.test(text)) return undefined
    const seq = Number(text)
    return seq >= this.#brokenAt && seq <= this.#head ? seq : undefined
  }

  /** Nobody goes on from before here. */
  breakOff(): void {
    this.#entries = []
    this.#bytes = 0
    this.#floor = this.#head
    this.#brokenAt = this.#head
    this.#chunks.clear()
  }

  push(entries: readonly { readonly seq: number; readonly frames: readonly Frame[] }[], upTo: number): void {
    for (const { seq, frames } of entries) {
      const bytes = frames.reduce((sum, { text }) => sum + text.length, 0)
      this.#entries.push({ seq, frames, bytes })
      this.#bytes += bytes
    }
    this.#head = upTo
    this.#chunks.clear()
    this.#trim()
  }

  /** What a client at that place has not been handed; undefined where nothing is left for it. */
  chunk(seq: number, topics: number): Chunk | undefined {
    if (seq >= this.#head) return undefined
    const key = `${topics}/${seq}`
    const known = this.#chunks.get(key)
    if (known !== undefined) return known
    const made = this.#make(seq, topics)
    this.#chunks.set(key, made)
    return made
  }

  #make(seq: number, topics: number): Chunk {
    const parts: string[] = []
    let size = 0
    for (let i = this.#after(seq); i < this.#entries.length; i++) {
      const entry = this.#entries[i]
      if (entry === undefined) break
      if (size > CHUNK_BYTES) return { bytes: Buffer.from(parts.join('')), upTo: entry.seq - 1 }
      const text = textOf(entry.frames, topics, this.idOf(entry.seq))
      size += text.length
      parts.push(text)
    }
    return { bytes: Buffer.from(parts.join('')), upTo: this.#head }
  }

  /** Index of the first entry after `seq`. */
  #after(seq: number): number {
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#entries[middle]?.seq ?? 0) > seq) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Down to nine tenths, so that it is not done for each event. */
  #trim(): void {
    const { events, bytes } = this.#limits
    if (this.#entries.length <= events && this.#bytes <= bytes) return
    let gone = 0
    while (this.#entries.length - gone > events * 0.9 || this.#bytes > bytes * 0.9) {
      const entry = this.#entries[gone]
      if (entry === undefined) break
      this.#bytes -= entry.bytes
      this.#floor = entry.seq
      gone += 1
    }
    this.#entries = this.#entries.slice(gone)
  }
}
