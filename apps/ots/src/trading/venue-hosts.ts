/**
 * Which machines orders may go to. A REAL account trades on Coinbase's own hosts and nowhere else; what is not
 * Coinbase is on this machine, and PAPER.
 */
import type { TradingMode } from '@oasis/domain'
import type { OtsConfig } from '../config/schema.ts'
import { isLoopback } from '../status/loopback.ts'

type CoinbaseAddresses = OtsConfig['venues']['coinbase']

const OWN_HOSTS: Readonly<Record<keyof CoinbaseAddresses, readonly string[]>> = {
  restUrl: ['https://api.coinbase.com'],
  wsUrl: ['wss://advanced-trade-ws.coinbase.com'],
  userWsUrl: ['wss://advanced-trade-ws-user.coinbase.com', 'wss://advanced-trade-ws.coinbase.com'],
}

/** One line for each address that an account of this mode must not trade at. */
export function hostFaults(addresses: CoinbaseAddresses, mode: TradingMode): string[] {
  return Object.entries(OWN_HOSTS).flatMap(([name, own]) => {
    const address = addresses[name as keyof CoinbaseAddresses]
    const where = `venues.coinbase.${name} is ${address}`
    if (mode === 'REAL') {
      const right = own.some((allowed) => isSameServer(address, allowed))
      return right ? [] : [`${where}: a REAL account trades at ${own[0]} alone; leave the setting out`]
    }
    const { hostname } = new URL(address)
    if (isLoopback(hostname.replace(/^\[|\]$/g, ''))) return []
    return [`${where}: a PAPER account sends orders only to a simulator on this machine (127.0.0.1)`]
  })
}

/** Scheme, host and port, and nothing beside them that a library might read otherwise. */
function isSameServer(address: string, allowed: string): boolean {
  const { protocol, host, username, password, pathname, search, hash } = new URL(address)
  const rest = username + password + search + hash
  return `${protocol}//${host}` === allowed && pathname === '/' && rest === ''
}
