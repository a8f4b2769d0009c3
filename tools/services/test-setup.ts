/** Vitest's global setup: one Kafka, one Redis and one PostgreSQL for all test files, stopped when they are done. */
import type { TestProject } from 'vitest/node'
import {
  missingFor,
  type Server,
  type ServerKind,
  startKafka,
  startPostgres,
  startRedis,
} from './src/index.ts'
import './src/provided-servers.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers: Server[] = []
  // What is missing here has no tests either: vitest.services.ts has left them out by name.
  const start = async <S extends Server>(
    kind: ServerKind,
    open: () => Promise<S>,
  ): Promise<S | undefined> => {
    if (missingFor(kind) !== undefined) return undefined
    const server = await open()
    servers.push(server)
    return server
  }
  const stopAll = async () => {
    await Promise.all(servers.map((server) => server.stop()))
  }
  try {
    const [kafka, redis, postgres] = await Promise.all([
      start('kafka', startKafka),
      start('redis', startRedis),
      start('postgres', startPostgres),
    ])
    if (kafka) project.provide('kafka', { brokers: kafka.brokers })
    if (redis) project.provide('redis', { url: redis.url })
    if (postgres) project.provide('postgres', { url: postgres.url })
    return stopAll
  } catch (error) {
    await stopAll()
    throw error
  }
}
