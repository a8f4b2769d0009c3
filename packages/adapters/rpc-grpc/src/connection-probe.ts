/**
 * Finds out whether a gRPC server answers at an address, by an HTTP/2 connection of its own. grpc-js would do so itself, but
 * never gives an attempt up: one whose peer is stopped, or whose packets are dropped, stays "connecting" with its socket for
 * minutes or for ever. Here an attempt ends after a time and says why it failed, certificates included.
 */
import { type ClientHttp2Session, connect } from 'node:http2'
import type { SecureContext } from 'node:tls'

export interface ProbeOptions {
  readonly address: string
  readonly secureContext: SecureContext | undefined
  /** Aborted when it has taken long enough. */
  readonly signal: AbortSignal
}

/** Rejects with why it cannot be reached. */
export function probeConnection({ address, secureContext, signal }: ProbeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const scheme = secureContext === undefined ? 'http' : 'https'
    const session: ClientHttp2Session = connect(`${scheme}://${address}`, {
      ...(secureContext && { secureContext }),
    })
    const fail = (error: Error): void => {
      signal.removeEventListener('abort', giveUp)
      reject(error)
      session.destroy()
    }
    const giveUp = (): void => fail(new Error('no answer'))
    session.once('remoteSettings', () => {
      signal.removeEventListener('abort', giveUp)
      resolve()
      session.close()
    })
    session.on('error', fail)
    // A refused certificate is heard of here alone: it comes after the handshake, and the session then says nothing.
    session.socket.on('error', fail)
    session.on('close', () => fail(new Error(CLOSED)))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
}

const CLOSED =
  'the connection was closed before an answer: only one side uses TLS, or the server does not take our certificate'
