/** Where market data comes from, decided once per start: the live venue if it answers within 3 s, else the simulator. */
import { OtsError } from '@oasis/runtime'
import WebSocket from 'ws'

export type Source =
  | { readonly kind: 'live' }
  | { readonly kind: 'simulator' }
  | { readonly kind: 'replay'; readonly file: string }

export interface VenueAddress {
  readonly restUrl: string
  readonly wsUrl: string
}

const PROBE_MS = 3_000

export function parseSource(text: string): Source | 'auto' {
  if (text === 'auto') return 'auto'
  if (text === 'live' || text === 'simulator') return { kind: text }
  if (text.startsWith('replay:') && text.length > 'replay:'.length) {
    return { kind: 'replay', file: text.slice('replay:'.length) }
  }
  throw new OtsError('OTS_USAGE', `"${text}" is not a source`, {
    hint: 'Use auto, live, simulator or replay:<file>.',
  })
}

export async function chooseSource(wanted: Source | 'auto', venue: VenueAddress): Promise<Source> {
  if (wanted !== 'auto') return wanted
  return (await isReachable(venue)) ? { kind: 'live' } : { kind: 'simulator' }
}

/** The venue's time call and a WebSocket handshake, both within the limit. */
export async function isReachable(venue: VenueAddress): Promise<boolean> {
  const signal = AbortSignal.timeout(PROBE_MS)
  try {
    const [response] = await Promise.all([
      fetch(new URL('/api/v3/brokerage/time', venue.restUrl), { signal }),
      handshake(venue.wsUrl, signal),
    ])
    return response.ok
  } catch {
    return false
  }
}

function handshake(url: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { handshakeTimeout: PROBE_MS })
    const end = (error?: unknown) => {
      socket.terminate()
      if (error === undefined) resolve()
      else reject(error)
    }
    socket.on('open', () => end())
    socket.on('error', end)
    signal.addEventListener('abort', () => end(signal.reason), { once: true })
  })
}
