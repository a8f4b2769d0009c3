/**
 * Asks a server at a steady rate, open-loop: each request is due at a moment of its own, whatever became of those before, and
 * its latency counts from then to the last byte of its answer. Told what to ask by the process that measures.
 */
import { Agent, get } from 'node:http'
import { seededRandom } from '@oasis/runtime'
import { RequestMix } from './request-mix.ts'

export interface RequestPlan {
  readonly address: string
  /** Without a query; `mix` adds those of `/operations`. */
  readonly path: string
  readonly mix: boolean
  readonly token: string
  readonly perSecond: number
  readonly seconds: number
  readonly seed: string
}

export interface RequestReport {
  /** In the order of being due. */
  readonly micros: readonly number[]
  /** Of the same requests. */
  readonly queries: readonly string[]
  /** Answers that were none, or another status than 200. */
  readonly failures: readonly string[]
  /** How late a request was sent at most. */
  readonly senderLatestMs: number
  readonly bytes: number
}

process.on('message', (plan: RequestPlan) => {
  run(plan).then(
    (report) => process.send?.(report),
    (error) => {
      throw error
    },
  )
})
process.on('disconnect', () => process.exit())

async function run(plan: RequestPlan): Promise<RequestReport> {
  const { perSecond, seconds } = plan
  const count = Math.floor(perSecond * seconds)
  const random = seededRandom(plan.seed)
  const mix = new RequestMix(random, Date.now())
  const due = arrivalsAt(count, perSecond, random)
  const [micros, queries, failures] = [
    new Array<number>(count).fill(0),
    new Array<string>(count).fill(''),
    [] as string[],
  ]
  let [senderLatestMs, bytes] = [0, 0]
  // Of this run alone: what the server has closed since the last one is not tried again.
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const start = performance.now() + 20
  const one = async (k: number) => {
    const query = plan.mix ? mix.next() : ''
    queries[k] = query
    try {
      const body = await ask(plan, query, agent)
      bytes += body.length
      if (plan.mix) mix.answered(query, /"nextCursor":"([^"]+)"\}$/.exec(body.slice(-700))?.[1])
    } catch (error) {
      failures.push(`${query}: ${error}`)
    }
    micros[k] = (performance.now() - start - (due[k] ?? 0)) * 1_000
  }
  const running: Promise<void>[] = []
  for (let k = 0; k < count; ) {
    const now = performance.now() - start
    for (; k < count && (due[k] ?? 0) <= now; k++) {
      senderLatestMs = Math.max(senderLatestMs, now - (due[k] ?? 0))
      running.push(one(k))
    }
    const wait = (due[k] ?? 0) - (performance.now() - start)
    await new Promise((resolve) => (wait > 1 ? setTimeout(resolve, wait - 1) : setImmediate(resolve)))
  }
  await Promise.all(running)
  agent.destroy()
  return { micros, queries, failures, senderLatestMs, bytes }
}

/** Milliseconds after the start, with intervals as those of many clients that know nothing of each other. */
function arrivalsAt(count: number, perSecond: number, random: () => number): readonly number[] {
  let at = 0
  return Array.from({ length: count }, () => (at += (-Math.log(1 - random()) * 1_000) / perSecond))
}

const DEADLINE_MS = 10_000

function ask({ address, path, token }: RequestPlan, query: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const url = `${address}${path}${query === '' ? '' : `?${query}`}`
    const request = get(url, { agent, headers: { authorization: `Bearer ${token}` } }, (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => (body += text))
      response.on('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(`${response.statusCode} ${body}`)),
      )
      response.on('error', reject)
    })
    request.setTimeout(DEADLINE_MS, () => request.destroy(new Error(`no answer in ${DEADLINE_MS} ms`)))
    request.on('error', reject)
  })
}
