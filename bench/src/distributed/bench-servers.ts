/** Kafka, PostgreSQL and Redis of one suite: started for it, and gone when it ends. */
import {
  type Kafka,
  type Postgres,
  type Redis,
  startKafka,
  startPostgres,
  startRedis,
} from '../../../tools/services/src/index.ts'

export interface BenchServers {
  readonly kafka: Kafka
  readonly postgres: Postgres
  readonly redis: Redis
  stop(): Promise<void>
}

/** Each commit waits for the disk, as where money is. */
export async function startBenchServers(): Promise<BenchServers> {
  const [kafka, postgres, redis] = await Promise.all([
    startKafka(),
    startPostgres({ fsync: true }),
    startRedis(),
  ])
  return {
    ...{ kafka, postgres, redis },
    stop: async () => void (await Promise.all([kafka, postgres, redis].map((server) => server.stop()))),
  }
}
