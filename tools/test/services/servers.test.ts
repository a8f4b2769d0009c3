import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { startPostgres, startPrometheus, startRedis, waitUntil } from '../../services/src/index.ts'
import { acceptsConnections } from '../../services/src/postgres-greeting.ts'

const WITHIN_MS = 10_000

/** The server's first answer; undefined when there is none soon. */
async function answerOf(port: number, text: string, withinMs: number): Promise<string | undefined> {
  const socket = createConnection(port, '127.0.0.1')
  try {
    socket.write(text)
    const [answer] = (await once(socket, 'data', { signal: AbortSignal.timeout(withinMs) })) as [Buffer]
    return answer.toString()
  } catch {
    return undefined
  } finally {
    socket.destroy()
  }
}

const ping = (port: number, withinMs = WITHIN_MS) => answerOf(port, 'PING\r\n', withinMs)

const isAlive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

describe('a server of a test', () => {
  test('is provided to every test file', () => {
    expect(inject('kafka').brokers).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(inject('redis').url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/)
    expect(inject('postgres').url).toMatch(/^postgres:\/\/postgres:\w+@127\.0\.0\.1:\d+\/postgres$/)
  })

  test('is killed, held up, continued and started again on its own port', async () => {
    const redis = await startRedis({ durable: true })
    onTestFinished(() => redis.stop())
    expect(await answerOf(redis.port, 'SET key kept\r\n', WITHIN_MS)).toMatch('+OK')
    redis.pause()
    expect(await ping(redis.port, 300)).toBeUndefined()
    redis.resume()
    expect(await ping(redis.port)).toMatch('+PONG')
    await redis.stop()
    expect(await ping(redis.port)).toBeUndefined()
    await redis.restart()
    expect(await answerOf(redis.port, 'GET key\r\n', WITHIN_MS)).toMatch('kept')
    await redis.kill()
    expect(await ping(redis.port)).toBeUndefined()
    await redis.restart()
    expect(await ping(redis.port)).toMatch('+PONG')
  })

  test('is stopped although it is held up, and ends with all of its processes when killed', async () => {
    const postgres = await startPostgres()
    onTestFinished(() => postgres.stop())
    postgres.pause()
    await postgres.kill()
    await postgres.restart()
    expect(await acceptsConnections(postgres.port, WITHIN_MS)).toBe(true)
    postgres.pause()
    await postgres.stop()
    await expect(acceptsConnections(postgres.port, WITHIN_MS)).rejects.toThrow('ECONNREFUSED')
  })

  test('that does not become ready says why in its own words', async () => {
    const broken = startPrometheus({ configuration: 'no_such_setting: 1\n' })
    await expect(broken).rejects.toThrow(
      /Prometheus ended with exit code \d+; its log is kept in [\s\S]*no_such_setting/,
    )
  })
})

describe('when a test run is killed by SIGKILL', () => {
  test('nothing of its servers is left, those that were held up included, nor of their folders', async () => {
    const script = fileURLToPath(new URL('./abandoned-servers.ts', import.meta.url))
    const run = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void run.kill('SIGKILL'))
    const [line] = (await once(run.stdout, 'data')) as [Buffer]
    // Its own script prints this line.
    const { pids, folder } = JSON.parse(line.toString()) as { pids: number[]; folder: string }
    expect(pids.length).toBeGreaterThan(3)
    expect(pids.every(isAlive)).toBe(true)
    run.kill('SIGKILL')
    await waitUntil(
      async () => !pids.some(isAlive),
      WITHIN_MS,
      () => 'servers have outlived their run',
    )
    await waitUntil(
      async () => !existsSync(dirname(folder)),
      WITHIN_MS,
      () => `${folder} was left`,
    )
  })
})
