import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { freePort } from '../services/src/free-ports.ts'

test('goes on to the next where a port is another’s', async () => {
  onTestFinished(() => void vi.restoreAllMocks())
  // Those that were handed out are not asked about again, so that the taken one is beside one of them.
  const random = vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const port = await freePort()
  const other = createServer().listen(port + 1, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  random.mockReturnValueOnce(0.502).mockReturnValueOnce(0.504)
  expect(await freePort()).toBe(port + 2)
})
