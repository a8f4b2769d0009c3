import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockFile } from '../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'ots-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that holds it, resolved when it does; it lets go by itself after so long. */
function heldElsewhere(path: string, forMs: number): Promise<void> {
  const program = `
    import { lockFile } from ${JSON.stringify(new URL('../src/index.ts', import.meta.url).href)}
    const lock = lockFile(${JSON.stringify(path)})
    console.log('held')
    setTimeout(() => lock.release(), ${forMs})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it held the lock`)))
  })
}

test('a lock that another process holds is refused at once, and by whom waits taken as soon as it is free', async () => {
  const path = join(folder, 'state')
  await heldElsewhere(path, 400)
  expect(() => lockFile(path)).toThrow(/in use by another process/)
  const lock = lockFile(path, 20_000)
  expect(() => lockFile(path)).toThrow(/in use by another process/)
  lock.release()
  lockFile(path).release()
})
