/** What schemathesis tells of its run, event by event (`--report ndjson`). */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

const finished = z.object({
  ScenarioFinished: z.object({
    recorder: z.object({
      label: z.string(),
      interactions: z
        .record(z.string(), z.object({ response: z.object({ status_code: z.int() }).nullish() }))
        .default({}),
    }),
  }),
})

export interface Report {
  readonly requests: number
  /** How often each status was answered. */
  readonly statuses: ReadonlyMap<number, number>
  readonly operations: ReadonlySet<string>
}

export function readReport(path: string): Report {
  const statuses = new Map<number, number>()
  const operations = new Set<string>()
  let requests = 0
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (!line.startsWith('{"ScenarioFinished"')) continue
    const { label, interactions } = finished.parse(JSON.parse(line)).ScenarioFinished.recorder
    operations.add(label)
    for (const { response } of Object.values(interactions)) {
      requests += 1
      if (response) statuses.set(response.status_code, (statuses.get(response.status_code) ?? 0) + 1)
    }
  }
  return { requests, statuses, operations }
}
