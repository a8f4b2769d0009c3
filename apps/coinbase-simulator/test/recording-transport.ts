import type { Transport } from '../src/index.ts'
import { type Frame, parseFrame } from './frame.ts'

/** A client without a socket: what the exchange sent it, in order. */
export class RecordingTransport implements Transport {
  readonly address: string
  readonly texts: string[] = []
  readonly parts: string[] = []
  closedWith: number | undefined
  waiting = 0

  constructor(address = 'client') {
    this.address = address
  }

  get frames(): Frame[] {
    return this.texts.map(parseFrame)
  }

  framesOf(channel: string): Frame[] {
    return this.frames.filter((frame) => frame.channel === channel)
  }

  send(text: string): void {
    this.texts.push(text)
  }

  sendPart(text: string): void {
    this.parts.push(text)
  }

  close(code: number): void {
    this.closedWith = code
  }

  terminate(): void {
    this.closedWith = 1006
  }

  backlog(): number {
    return this.waiting
  }
}
