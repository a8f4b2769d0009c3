/** The first words of PostgreSQL's protocol: enough to see whether it lets sessions in, which it does not while it recovers. */
import { once } from 'node:events'
import { connect } from 'node:net'

const PROTOCOL_3 = 196_608
const PARAMETERS = 'user\0postgres\0database\0postgres\0\0'
const ASKS_FOR_PASSWORD = 'R'

export async function acceptsConnections(port: number, timeoutMs: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    const startup = Buffer.alloc(8 + PARAMETERS.length)
    startup.writeInt32BE(startup.length)
    startup.writeInt32BE(PROTOCOL_3, 4)
    startup.write(PARAMETERS, 8)
    socket.write(startup)
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(timeoutMs) })) as [Buffer]
    return String.fromCharCode(answer[0] ?? 0) === ASKS_FOR_PASSWORD
  } finally {
    socket.destroy()
  }
}
