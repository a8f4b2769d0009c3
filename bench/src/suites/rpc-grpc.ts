/**
 * A call of risk's shape (an order intent there, a placed order back, both encoded, decoded and checked) through `rpc-grpc`
 * to another process, in turn with the floor: an empty message that grpc-js sends to a bare server of the same process and
 * gets back, without a deadline. One at a time for what a call takes, 64 at a time for how many there are in a second.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client, credentials } from '@grpc/grpc-js'
import { riskService } from '@oasis/contracts'
import { createGrpcClient } from '@oasis/rpc-grpc'
import { createLogger } from '@oasis/runtime'
import { ECHO_PATH, type GrpcAddresses } from '../grpc/grpc-addresses.ts'
import { type Row, throughput } from '../harness.ts'
import { latencyRow, microsBetween, percentile, rounded, warm } from '../latency.ts'
import { sampleIntent } from '../samples.ts'
import type { SuiteOptions } from './suite.ts'

const GRPC_PROCESS = fileURLToPath(new URL('../grpc/grpc-process.ts', import.meta.url))
const IN_FLIGHT = 64
const TARGET_RATIO = 0.6
const EMPTY = Buffer.alloc(0)

type Call = () => Promise<unknown>

export async function rpcGrpcSuite({ quick }: SuiteOptions): Promise<readonly Row[]> {
  const child = fork(GRPC_PROCESS, [], { execArgv: [] })
  // The process sends this once, and nothing else.
  const [{ ours, bare }] = (await once(child, 'message')) as [GrpcAddresses]
  const logger = createLogger({ level: 'warn', pretty: false })
  const client = createGrpcClient({ addresses: { [riskService.submitOrder.service]: [ours] }, logger })
  const bareClient = new Client(bare, credentials.createInsecure(), { 'grpc.enable_channelz': 0 })
  const request = { intent: sampleIntent() }
  const submit: Call = () => client.call(riskService.submitOrder, request, { timeoutMs: 10_000 })
  const echo: Call = () => echoed(bareClient)
  try {
    return [
      await oneAtATime(submit, echo, quick ? 500 : 10_000),
      await manyAtATime(submit, echo, quick ? 500 : 10_000),
    ]
  } finally {
    client.close()
    bareClient.close()
    child.disconnect()
  }
}

function echoed(client: Client): Promise<unknown> {
  const same = (bytes: Buffer): Buffer => bytes
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(ECHO_PATH, same, same, EMPTY, (error, answer) =>
      error ? reject(error) : resolve(answer),
    )
  })
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
