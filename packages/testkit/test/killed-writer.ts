/**
 * Writes to an embedded bus and to a SQL store as fast as it can until it is killed, and says on stdout what was
 * acknowledged: `bus <n>` or `store <n>`, n counting on from the argument. Run by killed-writer.test.ts.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { createRealScheduler, createSqliteCheckpointer } from '@oasis/runtime'
import { compile, itself, openSqlite, openSqlOutbox, step } from '@oasis/store-sql'
import { busTopics, recordsOf, type StoreTables, storeMigrations } from './killed-writer-records.ts'

const [folder = '.', first = '0', checkpoints = '0'] = process.argv.slice(2)
const options = {
  durability: 'process',
  ...(checkpoints === '1' ? { checkpointer: createSqliteCheckpointer({ intervalMs: 5 }) } : {}),
} as const
/** A kill that comes late finds it idle, rather than gigabytes to read again. */
const END = Number(first) + 2_000

function say(line: string): void {
  for (;;) {
    try {
      writeSync(1, `${line}\n`)
      return
    } catch (error) {
      // The pipe is full until the reader comes round.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
    }
  }
}

async function writeBus(): Promise<void> {
  const bus = await createEmbeddedBus({
    ...options,
    path: join(folder, 'bus.db'),
    scheduler: createRealScheduler(),
  })
  await bus.createTopics(busTopics)
  const publish = async (n: number) => {
    await bus.publish(recordsOf(n))
    say(`bus ${n}`)
  }
  for (let n = Number(first); n < END; n += 4) await Promise.all([0, 1, 2, 3].map((i) => publish(n + i)))
}

async function writeStore(): Promise<void> {
  const path = join(folder, 'store.db')
  const database = await openSqlite<StoreTables>({ ...options, path, migrations: storeMigrations })
  const outbox = await openSqlOutbox(database)
  const insertFact = compile<bigint>((at) => database.queries.insertInto('facts').values({ n: at(itself) }))
  for (let n = Number(first); n < END; n++) {
    await database.write([step(insertFact, BigInt(n)), ...outbox.prepare(recordsOf(n)).steps])
    say(`store ${n}`)
    // The bus shall have its turns.
    if (n % 4 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

await Promise.all([writeBus(), writeStore()])
// Ends by the kill, or when nobody listens any more.
setInterval(() => say('idle'), 500)
