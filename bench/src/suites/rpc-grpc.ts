/**
 * A call of risk's shape (an order intent there, a placed order back, both encoded, decoded and checked) through `rpc-grpc`
 * to another process, in turn with the floor: an empty message that grpc-js sends to a bare server of the same process and
 * gets back, without a deadline. One at a time for what a call takes, 64 at a time for how many there are in a second.
 */
import { riskService } from '@oasis/contracts'
import { createGrpcClient } from '@oasis/rpc-grpc'
import { createLogger } from '@oasis/runtime'
import { openBareEcho } from '../grpc/bare-echo.ts'
import { type Row, throughput } from '../harness.ts'
import { latencyRow, microsBetween, percentile, rounded, warm } from '../latency.ts'
import { sampleIntent } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

const IN_FLIGHT = 64
const TARGET_RATIO = 0.6

type Call = () => Promise<unknown>

export async function rpcGrpcSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const bare = await openBareEcho()
  const logger = createLogger({ level: 'warn', pretty: false })
  const client = createGrpcClient({ addresses: { [riskService.submitOrder.service]: [bare.ours] }, logger })
  const request = { intent: sampleIntent() }
  const submit: Call = () => client.call(riskService.submitOrder, request, { timeoutMs: 10_000 })
  try {
    return [
      await oneAtATime(submit, bare.send, quick ? 500 : 10_000),
      await manyAtATime(submit, bare.send, quick ? 500 : 10_000),
    ]
  } finally {
    client.close()
    bare.close()
  }
}

async function oneAtATime(submit: Call, echo: Call, count: number): Promise<Row> {
  const [ours, bare]: [number[], number[]] = [[], []]
  const timed = async (call: Call, micros: number[]): Promise<void> => {
    const start = process.hrtime.bigint()
    await call()
    micros.push(microsBetween(start, process.hrtime.bigint()))
  }
  for (let i = 0; i < count; i++) {
    // Whoever comes first finds both processes cold.
    if (i % 2 === 0) await timed(submit, ours)
    await timed(echo, bare)
    if (i % 2 === 1) await timed(submit, ours)
  }
  const row = latencyRow({
    name: 'risk call over gRPC, 1 in flight',
    subject: ours,
    floor: { name: 'an empty grpc-js echo', micros: bare },
    extra: { 'calls/s': rounded(1e6 / percentile(warm(ours), 0.5)) },
  })
  return { ...row, target: `≥ ${TARGET_RATIO} of floor`, met: (row.ratio ?? 0) >= TARGET_RATIO }
}

async function manyAtATime(submit: Call, echo: Call, calls: number): Promise<Row> {
  const micros = new Map<Call, number[]>([
    [submit, []],
    [echo, []],
  ])
  const round = (call: Call) => async (): Promise<number> => {
    let left = calls
    const one = async (): Promise<void> => {
      while (left-- > 0) {
        const start = process.hrtime.bigint()
        await call()
        micros.get(call)?.push(microsBetween(start, process.hrtime.bigint()))
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, one))
    return calls
  }
  const at = (call: Call, share: number): number => rounded(percentile(warm(micros.get(call) ?? []), share))
  return throughput({
    name: `risk calls over gRPC, ${IN_FLIGHT} in flight`,
    unit: 'calls',
    subject: round(submit),
    floor: { name: 'empty grpc-js echoes', run: round(echo) },
    targetRatio: TARGET_RATIO,
    extra: () => ({
      ...{ 'p50 µs': at(submit, 0.5), 'p99 µs': at(submit, 0.99) },
      ...{ 'floor p50 µs': at(echo, 0.5), 'floor p99 µs': at(echo, 0.99) },
    }),
  })
}
