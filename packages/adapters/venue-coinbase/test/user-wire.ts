/** The venue's side of the `user` channel, frame by frame. */
import type { VenueEvent } from '@oasis/ports'
import type { WebSocket } from 'ws'
import type { UserStreamLimits } from '../src/index.ts'
import { rememberingLogger, type Script, startVenue, venueFor } from './private-venue.ts'

/** A connection as the venue has it: one counter over all frames, snapshot before the acknowledgement. */
export class Wire {
  readonly #socket: WebSocket
  #sequence = 0
  #channels: Record<string, string[]> = {}

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  frame(channel: string, events: readonly object[], sequence = this.#sequence++): void {
    this.#socket.send(
      JSON.stringify({
        channel,
        client_id: '',
        timestamp: '2026-09-30T02:37:14.08981798Z',
        sequence_num: sequence,
        events,
      }),
    )
  }

  orders(orders: readonly object[], type = 'update'): void {
    this.frame('user', [{ type, orders, positions: {} }])
  }

  ack(channel: string): void {
    this.#channels[channel] = channel === 'user' ? ['0c1d'] : ['heartbeats']
    this.frame('subscriptions', [{ subscriptions: this.#channels }])
  }

  raw(text: string): void {
    this.#socket.send(text)
  }

  skip(): void {
    this.#sequence++
  }

  close(): void {
    this.#socket.close()
  }
}

export type OnUser = (wire: Wire, connection: number) => void
export const emptyAccount: OnUser = (wire) => {
  wire.orders([], 'snapshot')
  wire.ack('user')
}

export async function streamFrom(
  onUser: OnUser,
  options: { rest?: Script; limits?: UserStreamLimits; start?: boolean } = {},
) {
  const wires = new Map<WebSocket, Wire>()
  const wireOf = (socket: WebSocket): Wire => {
    const wire = wires.get(socket) ?? new Wire(socket)
    wires.set(socket, wire)
    return wire
  }
  const rest: Script = options.rest ?? (() => ({ body: { fills: [], cursor: '' } }))
  const venue = await startVenue(
    (asked, n) => (asked.path === '/time' ? { body: { iso: new Date().toISOString() } } : rest(asked, n)),
    (channel, socket, connection) => {
      if (channel === 'heartbeats') wireOf(socket).ack('heartbeats')
      if (channel === 'user') onUser(wireOf(socket), connection)
    },
  )
  const events: VenueEvent[] = []
  const lines: string[] = []
  const adapter = venueFor(venue, {
    logger: rememberingLogger(lines),
    random: () => 0.01,
    ...(options.limits ? { stream: options.limits } : {}),
  })
  const starting = adapter.start((event) => events.push(event))
  if (options.start !== false) await starting
  const wire = (): Wire => {
    const socket = venue.sockets.at(-1)
    if (socket === undefined) throw new Error('nobody has connected')
    return wireOf(socket)
  }
  const kinds = () => events.map(({ kind }) => kind)
  return { venue, adapter, events, kinds, lines, wire, starting }
}

export const reports = (events: readonly VenueEvent[]) =>
  events.flatMap((event) => (event.kind === 'ORDER' ? [event.report] : []))
