/** The description of the API without a system behind it: for files that are generated from it. */
// For its addition to the server's type.
import type {} from '@fastify/swagger'
import { createSilentLogger, Secret } from '@oasis/runtime'
import { controlCenterConfigSchema } from './config.ts'
import { createParts } from './parts.ts'
import type { ControlCenterPorts } from './ports.ts'

export async function openapiDocument(version: string): Promise<object> {
  const config = controlCenterConfigSchema.parse({
    accountId: 'coinbase.main.paper',
    facts: { version, mode: 'PAPER', dryRun: false, venue: 'paper', source: 'simulator', startedAt: '' },
  })
  const logger = createSilentLogger()
  const { authenticator, routes, operational } = createParts(portsWithoutSystem(logger), config)
  const { createApp } = await import('./http/create-app.ts')
  const metrics = unusable<ControlCenterPorts['metrics']>('metrics')
  const { server } = await createApp({ config, logger, metrics, authenticator, routes, operational })
  try {
    await server.ready()
    return server.swagger()
  } finally {
    await server.close()
  }
}

/** Routes are made with them and never asked. */
function portsWithoutSystem(logger: ControlCenterPorts['logger']): ControlCenterPorts {
  return {
    ...{ logger, secret: new Secret('of no system') },
    ...{ store: unusable('store'), readModels: unusable('readModels'), auditHeads: unusable('auditHeads') },
    ...{ bus: unusable('bus'), rpc: unusable('rpc'), portfolios: unusable('portfolios') },
    ...{ control: unusable('control'), live: unusable('live'), scheduler: unusable('scheduler') },
    metrics: unusable('metrics'),
    health: () => ({}),
    onFirstAdmin: () => {},
  }
}

/** Whatever is wanted of it, the answer is an error that names it. */
function unusable<T extends object>(name: string): T {
  // It is of no type: nothing is done with it.
  return new Proxy({} as T, {
    get: (_target, property) => {
      throw new Error(`${name}.${String(property)} is asked for, and there is no system`)
    },
  })
}
