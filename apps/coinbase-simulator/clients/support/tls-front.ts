/** TLS in front of the simulator: some clients speak nothing else. */
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { createServer } from 'node:tls'
import { CERTIFICATE, CERTIFICATE_KEY } from './places.ts'

export interface TlsFront {
  readonly port: number
  close(): Promise<void>
}

export async function openTlsFront(port: number): Promise<TlsFront> {
  const server = createServer(
    { cert: readFileSync(CERTIFICATE), key: readFileSync(CERTIFICATE_KEY) },
    (outer) => {
      const inner = connect(port, '127.0.0.1')
      outer.pipe(inner).pipe(outer)
      outer.on('error', () => inner.destroy())
      inner.on('error', () => outer.destroy())
    },
  )
  // A client that does not trust the certificate is the client's failure.
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
