/**
 * Who is asked by a name that is not its own answers nothing: a page of somebody else's, whose name leads here, could
 * read what only this machine may. On loopback the names of loopback are known; elsewhere they are configured.
 */
import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { ControlCenterConfig } from '../config.ts'
import { Problem } from './problem.ts'

export function guardHost(app: FastifyInstance, { host, allowedHosts }: ControlCenterConfig): void {
  const known = new Set(allowedHosts.map((name) => name.toLowerCase()))
  const isOpen = !isLoopback(host) && known.size === 0
  app.addHook('onRequest', async (request) => {
    const asked = request.hostname.replace(/^\[|\]$/g, '').toLowerCase()
    if (isOpen || isLoopback(asked) || known.has(asked)) return
    throw new Problem('OTS_HTTP_FORBIDDEN', 'this host name is not one that is answered to')
  })
}

/** Whether a host name or address can only be reached from this machine. */
export function isLoopback(host: string): boolean {
  const plain = host.startsWith('::ffff:') ? host.slice(7) : host
  return plain === 'localhost' || plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}
