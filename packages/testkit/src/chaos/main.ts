/** `npm run chaos`: kills the embedded system again and again while it trades, and shows that nothing was lost or doubled. */
import { parseArgs } from 'node:util'
import { CRASH_POINTS } from '@oasis/ports'
import { type ChaosReport, runChaos } from './run/chaos-run.ts'

const USAGE = `npm run chaos -- [--seed N] [--kills N] [--point-kills N] [--min-orders N] [--conclusive] [--json]

  --kills        SIGKILLs at random moments (100)
  --point-kills  SIGKILLs at each marked crash point (3)
  --min-orders   fewer at the venue are a failure (200)
  --conclusive   a venue whose lookups are conclusive: less is in doubt, and the run is shorter
  --json         the report as JSON on standard output`

function readArguments(): { readonly [name: string]: string | boolean | undefined } {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string' },
        kills: { type: 'string' },
        'point-kills': { type: 'string' },
        'min-orders': { type: 'string' },
        conclusive: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}\n`)
    process.exit(2)
  }
}

function count(text: string | boolean | undefined, otherwise: number): number {
  if (typeof text !== 'string') return otherwise
  if (/^\d+$/.test(text)) return Number(text)
  process.stderr.write(`"${text}" is no number\n\n${USAGE}\n`)
  process.exit(2)
}

function describe(report: ChaosReport): string {
  const rows: (readonly [string, string | number])[] = [
    ['seed', report.seed],
    ['SIGKILLs at random moments', `${report.randomKills}, ${report.killedStarting} of them while starting`],
    ...CRASH_POINTS.map((point) => [`SIGKILLs at ${point}`, report.pointKills[point]] as const),
    ['orders in our books', report.intents],
    ['orders of ours at the venue', report.ordersAtVenue],
    ['orders of persons at the venue', report.ordersOfPersons],
    ['executions at the venue', report.executions],
    ['orders in REVIEW', report.inReview],
    ['faults of the venue', Object.values(report.faults).reduce((sum, n) => sum + n, 0)],
    ['differences', report.failures.length],
    ['seconds', report.seconds],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`)
  return [...lines, ...report.failures.map((failure) => `FAILED: ${failure}`)].join('\n')
}

const given = readArguments()
if (given.help === true) {
  process.stdout.write(`${USAGE}\n`)
} else {
  const report = await runChaos({
    seed: count(given.seed, Date.now() % 1_000_000),
    randomKills: count(given.kills, 100),
    pointKills: count(given['point-kills'], 3),
    minOrders: count(given['min-orders'], 200),
    conclusive: given.conclusive === true,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  })
  process.stdout.write(given.json === true ? `${JSON.stringify(report, null, 2)}\n` : `${describe(report)}\n`)
  process.exitCode = report.failures.length > 0 ? 1 : 0
}
