/**
 * For a developer: starts a Kafka broker, Redis, PostgreSQL and Prometheus, prints their addresses as environment
 * variables, and holds them until Ctrl-C.
 *
 *     node tools/services/main.ts [--nodes 3] [kafka] [redis] [postgres] [prometheus]
 */
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import {
  type Server,
  type ServerKind,
  startKafka,
  startPostgres,
  startPrometheus,
  startRedis,
} from './src/index.ts'
import { missingFor, SERVER_KINDS } from './src/provision/programs.ts'

interface Started {
  readonly server: Server
  readonly variable: string
  readonly value: string
}

const { values, positionals } = parseArgs({
  options: { nodes: { type: 'string', default: '1' } },
  allowPositionals: true,
})

const STARTERS: Readonly<Record<ServerKind, () => Promise<Started>>> = {
  kafka: async () => {
    const server = await startKafka({ nodes: values.nodes === '3' ? 3 : 1 })
    return { server, variable: 'OTS_KAFKA_BROKERS', value: server.brokers }
  },
  redis: async () => {
    const server = await startRedis()
    return { server, variable: 'OTS_REDIS_URL', value: server.url }
  },
  postgres: async () => {
    const server = await startPostgres()
    return { server, variable: 'OTS_POSTGRES_URL', value: server.url }
  },
  prometheus: async () => {
    const server = await startPrometheus({ configuration: 'global: { scrape_interval: 5s }\n' })
    return { server, variable: 'OTS_PROMETHEUS_URL', value: server.url }
  },
}

async function main(): Promise<void> {
  const wanted = SERVER_KINDS.filter((kind) => positionals.length === 0 || positionals.includes(kind))
  const missing = wanted.flatMap((kind) => {
    const why = missingFor(kind)
    return why === undefined ? [] : [`${kind} needs: ${why}`]
  })
  if (missing.length > 0) throw new Error(missing.join('\n'))
  const ended = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const started = await Promise.all(wanted.map((kind) => STARTERS[kind]()))
  for (const { variable, value } of started) console.log(`export ${variable}='${value}'`)
  console.error('Ready. Ctrl-C stops all of them and removes their data.')
  await ended
  await Promise.all(started.map(({ server }) => server.stop()))
}

try {
  await main()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
