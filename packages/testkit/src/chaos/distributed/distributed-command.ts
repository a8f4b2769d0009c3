/** `npm run chaos -- --distributed`: the system as processes on real servers, under every fault that it is to survive. */
import { parseArgs } from 'node:util'
import { describeDistributed } from './distributed-report.ts'
import { type DistributedOptions, runDistributed } from './distributed-run.ts'
import { isServiceSabotage, SERVICE_SABOTAGES } from './service-sabotages.ts'

export const DISTRIBUTED_USAGE = `npm run chaos -- --distributed [--minutes 30] [--seed N] [--json] …

  --minutes      of faults (30); from 30 on, all kinds of them are to have been injected
  --brokers      1 or 3 of Kafka (3)
  --faults       of each kind; fewer are a failure (2 from 30 minutes on, else 0)
  --rate         orders a second at the venue, of all the time in which faults were injected; fewer are a failure (5 from 30
                 minutes on, else 0)
  --instruments  (16)
  --only         faults whose name has this in it; may be given several times
  --keep-logs    keeps the folder of files and logs, with logs from this level on (info, debug, …)
  --sabotage     breaks a promise, and the run is to fail: ${SERVICE_SABOTAGES.join(', ')}`

const WHOLE_MINUTES = 30

/** Resolves with the exit code. */
export async function distributedCommand(args: readonly string[]): Promise<number> {
  const given = parse(args)
  if (typeof given === 'string') return refuse(given)
  const { json, options } = given
  const report = await runDistributed(options)
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : describeDistributed(report)}\n`)
  return report.failures.length > 0 ? 1 : 0
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n\n${DISTRIBUTED_USAGE}\n`)
  return 2
}

interface Given {
  readonly json: boolean
  readonly options: DistributedOptions
}

/** A text is what is wrong with them. */
function parse(args: readonly string[]): Given | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        distributed: { type: 'boolean' },
        minutes: { type: 'string', default: String(WHOLE_MINUTES) },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        brokers: { type: 'string', default: '3' },
        faults: { type: 'string' },
        rate: { type: 'string' },
        instruments: { type: 'string', default: '16' },
        only: { type: 'string', multiple: true, default: [] },
        sabotage: { type: 'string' },
        'keep-logs': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    })
    const { sabotage } = values
    if (values.brokers !== '1' && values.brokers !== '3')
      return `--brokers is 1 or 3, not "${values.brokers}"`
    if (sabotage !== undefined && !isServiceSabotage(sabotage)) return `"${sabotage}" is no sabotage here`
    const minutes = number(values.minutes)
    const isWhole = minutes >= WHOLE_MINUTES
    return {
      json: values.json,
      options: {
        ...{
          minutes,
          sabotage,
          only: values.only,
          keepLogs: values['keep-logs'],
          brokers: values.brokers === '1' ? 1 : 3,
        },
        seed: number(values.seed),
        instruments: number(values.instruments),
        faultsOfEachKind: number(values.faults ?? (isWhole ? '2' : '0')),
        ordersPerSecond: number(values.rate ?? (isWhole ? '5' : '0')),
        onProgress: (line) => process.stderr.write(`${line}\n`),
      },
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function number(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is no number`)
  return Number(text)
}
