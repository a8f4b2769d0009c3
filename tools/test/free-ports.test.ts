import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../services/src/free-ports.ts'

/** What is drawn for a port; ports that were handed out are not asked about again, so that this takes the one beside it. */
const drawn = (port: number): number => (port - 20_000 + 0.5) / 12_000

test('goes on to the next where a port is another’s', async () => {
  const port = (await freePort()) - 1
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const draws = [drawn(port), drawn(port - 1)]
  vi.spyOn(Math, 'random').mockImplementation(() => draws.shift() ?? 0.5)
  onTestFinished(() => void vi.restoreAllMocks())
  expect(await freePort()).toBe(port - 1)
})
