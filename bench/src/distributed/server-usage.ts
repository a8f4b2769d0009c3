/** What a server has taken of the processors so far, with the processes that it has made, as the kernel counts it. Linux only. */
import { readdirSync, readFileSync } from 'node:fs'
import type { BenchServers } from './bench-servers.ts'
import type { Usage } from './process-usage.ts'

const TICKS_PER_SECOND = 100
const PAGE_BYTES = 4_096

/** Of `/proc/<pid>/stat`, after the name: parent, user and system time of it and of its ended children, resident pages. */
const FIELDS = { parent: 1, times: [11, 12, 13, 14], residentPages: 21 } as const

export function serverUsages({ kafka, postgres, redis }: BenchServers): readonly Usage[] {
  const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []))
  return [
    ['Kafka', kafka.nodes[0]?.pid] as const,
    ['PostgreSQL', postgres.pid] as const,
    ['Redis', redis.pid] as const,
  ].map(([name, pid]) => {
    const own = processes.filter((each) => each.pid === pid || each.parent === pid)
    return {
      name,
      residentBytes: own.reduce((sum, { residentBytes }) => sum + residentBytes, 0),
      processorSeconds: own.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0),
    }
  })
}

interface Stat extends Omit<Usage, 'name'> {
  readonly pid: number
  readonly parent: number
}

/** Undefined for one that has ended meanwhile. */
function statOf(pid: string): Stat | undefined {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
  // A name may have blanks, and ends with the last bracket.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const field = (index: number): number => Number(fields[index])
  return {
    pid: Number(pid),
    parent: field(FIELDS.parent),
    processorSeconds: FIELDS.times.reduce((sum, index) => sum + field(index), 0) / TICKS_PER_SECOND,
    residentBytes: field(FIELDS.residentPages) * PAGE_BYTES,
  }
}
