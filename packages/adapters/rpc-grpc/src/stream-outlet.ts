/** Writes a stream's messages and says when there is room for more: by bytes, as grpc-js counts messages whatever their size. */
import type { ServerWritableStream } from '@grpc/grpc-js'
import { GRPC_LIMITS } from './grpc-limits.ts'

export class StreamOutlet {
  readonly #call: ServerWritableStream<Buffer, Buffer>
  #buffered = 0
  #closed = false
  #wake: (() => void) | undefined

  constructor(call: ServerWritableStream<Buffer, Buffer>) {
    this.#call = call
  }

  /** Resolves when there is room for more, or nothing more is taken. */
  write(bytes: Buffer): Promise<void> | void {
    this.#buffered += bytes.byteLength
    this.#call.write(bytes, () => {
      this.#buffered -= bytes.byteLength
      if (this.#hasRoom) this.#wake?.()
    })
    if (!this.#hasRoom) {
      return new Promise((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** The call has ended: of messages under way grpc-js says nothing any more. */
  close(): void {
    this.#closed = true
    this.#wake?.()
  }

  get #hasRoom(): boolean {
    return this.#closed || this.#buffered < GRPC_LIMITS.streamBufferBytes
  }
}
