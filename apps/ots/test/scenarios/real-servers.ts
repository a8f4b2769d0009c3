/** Where the real servers are, and a place on them that nothing else uses. */
import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import pg from 'pg'

export interface RealServers {
  readonly kafka: { readonly brokers: string }
  /** A superuser's. */
  readonly postgres: { readonly url: string }
  /** With the number of a database that is nobody else's. */
  readonly redis: { readonly url: string }
}

export interface OwnPlace {
  /** Of topics and groups. */
  readonly prefix: string
  readonly postgresUrl: string
  readonly redisUrl: string
  drop(): Promise<void>
}

export async function ownPlace({ postgres, redis }: RealServers): Promise<OwnPlace> {
  const name = `ots_${randomUUID().replaceAll('-', '')}`
  await onPostgres(postgres.url, `CREATE DATABASE ${name}`)
  const client = new Redis(redis.url)
  await client.flushdb()
  client.disconnect()
  return {
    prefix: `${name}.`,
    postgresUrl: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href,
    redisUrl: redis.url,
    drop: () => onPostgres(postgres.url, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

async function onPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
