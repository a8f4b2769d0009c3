/** A leader that is stopped (SIGSTOP) and goes on after another has taken over: real processes, real signals. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { useTestDatabase } from './test-database.ts'

const database = useTestDatabase()
const HOLDER = fileURLToPath(new URL('./lease-holder.ts', import.meta.url))

interface Holder {
  readonly child: ChildProcess
  /** The next thing that it says. */
  said(): Promise<Record<string, unknown>>
  commit(): Promise<Record<string, unknown>>
}

const holders: Holder[] = []
afterEach(async () => {
  for (const { child } of holders.splice(0)) {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  }
})

function startHolder(schema: string): Holder {
  const args = [HOLDER, database.url, 'leases_of_takeover', schema]
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const lines: Interface = createInterface(child.stdout)
  const read = lines[Symbol.asyncIterator]()
  const said = async () => JSON.parse(String((await read.next()).value)) as Record<string, unknown>
  const holder = {
    child,
    said,
    commit: () => {
      child.stdin.write('commit\n')
      return said()
    },
  }
  holders.push(holder)
  return holder
}

test('a leader that was stopped is replaced, knows it at once when it goes on, and writes nothing more', async () => {
  const { schema } = database.fresh()
  const first = startHolder(schema)
  const { leading } = await first.said()
  expect(await first.commit()).toEqual({ written: 1 })
  const second = startHolder(schema)
  first.child.kill('SIGSTOP')
  const standby = await second.said()
  expect(standby).toEqual({ leading: Number(leading) + 1, accountSeq: 1 })
  expect(await second.commit()).toEqual({ written: 2 })
  // Told to commit while it stands still: the first thing that it does when it goes on.
  const late = first.commit()
  first.child.kill('SIGCONT')
  expect(await late).toEqual({ refused: 'FencedWriter', lapsed: expect.stringContaining('renewed') })
  expect(await second.commit()).toEqual({ written: 3 })
  const [row] = await database.query(`SELECT count(*)::int AS count FROM ${schema}.orders`)
  expect(row?.count).toBe(3)
})

test('a leader that was killed is replaced by one that knows all that was written', async () => {
  const { schema } = database.fresh()
  const first = startHolder(schema)
  await first.said()
  expect(await first.commit()).toEqual({ written: 1 })
  first.child.stdin?.write('commit\n')
  first.child.kill('SIGKILL')
  const second = startHolder(schema)
  const { accountSeq } = await second.said()
  const [row] = await database.query(`SELECT count(*)::int AS count FROM ${schema}.orders`)
  expect(row?.count).toBe(accountSeq)
  expect(await second.commit()).toEqual({ written: Number(accountSeq) + 1 })
})
