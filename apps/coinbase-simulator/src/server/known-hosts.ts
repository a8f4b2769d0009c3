/**
 * Hosts that a token may name: where this simulator may be reached, and the venue it stands for. With any port: what
 * stands in front of it (a TLS terminator) has one of its own.
 */
const ALWAYS = ['api.coinbase.com', '127.0.0.1', 'localhost', '[::1]']

export function knownHosts(further: readonly string[]): (host: string) => boolean {
  const hosts = new Set([...ALWAYS, ...further])
  return (host) => hosts.has(host.replace(/:\d{1,5}$/, ''))
}
