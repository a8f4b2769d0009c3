/**
 * A transaction of ours that was begun and never ended holds its row locks until the server notices: the process was
 * stopped, or its host is gone. Whoever takes over from it waits a moment for an end that comes by itself, and then ends
 * it: nothing of it is committed after that.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@oasis/ports'
import type { PostgresConnection } from './postgres-connection.ts'

export interface EndBlockersOptions {
  /** Another connection, from which the other's session is ended. */
  readonly connect: () => Promise<PostgresConnection>
  readonly logger: Logger | undefined
}

/** Most transactions take milliseconds. */
const PATIENCE_MS = 500

const BACKEND = 'SELECT pg_backend_pid() AS pid'
/** Sessions of others (a backup, a person's) are left alone. The same user may end its own sessions. */
const END = `
  SELECT pid, pg_terminate_backend(pid) AS ended FROM pg_stat_activity
  WHERE pid = ANY(pg_blocking_pids($1)) AND application_name LIKE 'ots %'`

/** Runs what may have to wait for a row. */
export async function endBlockers<T>(
  waiting: PostgresConnection,
  options: EndBlockersOptions,
  run: () => Promise<T>,
): Promise<T> {
  const [backend] = await waiting.query(BACKEND)
  const done = new AbortController()
  const watching = endThemAfter(PATIENCE_MS, backend?.pid, options, done.signal)
  try {
    return await run()
  } finally {
    done.abort()
    await watching
  }
}

async function endThemAfter(
  delayMs: number,
  pid: unknown,
  { connect, logger }: EndBlockersOptions,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(delayMs, undefined, { signal })
    const helper = await connect()
    const ended = await helper.query(END, [pid]).finally(() => helper.close())
    logger?.warn({ ended }, 'ended the session of a writer that was in the way')
  } catch (error) {
    if (!signal.aborted) logger?.warn({ err: error }, 'could not end a session that is in the way')
  }
}
