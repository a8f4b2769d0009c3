/**
 * A leader in a process of its own: takes the lease, opens the store, commits when it is told to on stdin without
 * asking whether it still may, and says on stdout what came of it. Run by postgres-takeover.test.ts.
 */
import { createInterface } from 'node:readline'
import { buildOrder, TEST_ACCOUNT, writeAt } from '@oasis/testkit'
import { createPostgresLeases, openOrderStore } from '../../src/index.ts'

const [url = '', leaseSchema = '', schema = ''] = process.argv.slice(2)
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)

const leases = createPostgresLeases({ url, schema: leaseSchema })
const times = { ttlMs: 2_000, graceMs: 500, signal: new AbortController().signal }
const lease = await leases.acquire('leader', times)
const store = await openOrderStore({ url, schema, lease, leaseSchema })
let { accountSeq } = await store.loadAccount(TEST_ACCOUNT)
say({ leading: lease.epoch, accountSeq })

for await (const _ of createInterface(process.stdin)) {
  const lapsed = lease.lapsed()
  accountSeq += 1
  await store.commit(writeAt(accountSeq - 1, { orders: [buildOrder(accountSeq)] })).then(
    () => say({ written: accountSeq, lapsed }),
    (error: Error) => say({ refused: error.name, lapsed }),
  )
}
