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
    const giveUp = (): void => session.destroy(new Error('no answer'))
    session.once('remoteSettings', () => {
      resolve()
      session.close()
    })
    session.once('error', reject)
    session.once('close', () => {
      signal.removeEventListener('abort', giveUp)
      reject(new Error('the connection was closed before the server answered'))
    })
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
}
