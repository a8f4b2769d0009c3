/**
 * The messages of a stream as its reader asks for them. grpc-js reports a failure while messages before it may still be
 * buffered, and the stream's own iterator would drop those.
 */
import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js'

export async function* messagesOf(incoming: ClientReadableStream<Buffer>): AsyncGenerator<Buffer, void> {
  let failure: ServiceError | undefined
  let over = false
  let wake = (): void => {}
  incoming.on('readable', () => wake())
  incoming.on('error', (error: ServiceError) => {
    failure = error
    wake()
  })
  // After the failure, where there is one.
  incoming.on('status', () => {
    over = true
    wake()
  })
  for (;;) {
    const message: Buffer | null = incoming.read()
    if (message !== null) yield message
    else if (failure !== undefined) throw failure
    else if (over) return
    else {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
