/** Starts servers, holds one of them up, tells their processes, and waits to be killed. */
import { readdirSync, readFileSync } from 'node:fs'
import { startPostgres, startRedis } from '../../services/src/index.ts'

const redis = await startRedis()
const postgres = await startPostgres()
postgres.pause()

const starters = [redis.pid, postgres.pid]
const pids = readdirSync('/proc')
  .filter((name) => /^\d+$/.test(name))
  .map(Number)
  .filter((pid) => starters.includes(pid) || isLivingChild(pid))

/** One that ended while PostgreSQL was held up is dead, but not buried yet. */
function isLivingChild(pid: number): boolean {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return starters.some((id) => status.includes(`\nPPid:\t${id}\n`)) && !/^State:\tZ/m.test(status)
  } catch {
    return false
  }
}

console.log(JSON.stringify({ pids, folder: redis.folder }))
setInterval(() => undefined, 60_000)
