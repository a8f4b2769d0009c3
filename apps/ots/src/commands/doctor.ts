/** `ots doctor`: looks at everything that a start needs and says what to fix, without starting anything. */
import { statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { formatRfc3339 } from '@oasis/domain'
import type { HaltRecord } from '@oasis/ports'
import { createFileHaltLatch, describeError, OtsError } from '@oasis/runtime'
import type { Command } from 'commander'
import { prepareDataFolder } from '../composition/data-folder.ts'
import { HALT_LATCH } from '../composition/embedded-system.ts'
import { loadConfig } from '../config/load-config.ts'
import type { OtsConfig } from '../config/schema.ts'
import { isListening, sourceOf, systemFolders } from '../operator/operator-address.ts'
import { isReachable, type VenueAddress } from '../source/choose-source.ts'
import { fileOption } from './config.ts'

interface Finding {
  readonly check: string
  readonly result: 'ok' | 'warning' | 'fault'
  readonly detail: string
}

/** The limit at which a clock offset closes trading. */
const MAX_OFFSET_MS = 250
const TIME_CALL_MS = 3_000

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('Check configuration, data folder, port, venue and clock; says what to fix')
    .option('--json', 'as JSON')
    .option('--config <file>', 'configuration file')
    .action(async (options: { json?: boolean; config?: string }) => {
      const findings = await examine(options)
      const text = options.json ? JSON.stringify(findings, null, 2) : findings.map(line).join('\n')
      process.stdout.write(`${text}\n`)
      if (findings.some((finding) => finding.result === 'fault')) process.exitCode = 1
    })
}

const MARKS = { ok: '✓', warning: '!', fault: '✗' } as const
const line = ({ check, result, detail }: Finding): string => `${MARKS[result]} ${check}: ${detail}`

async function examine(options: { config?: string }): Promise<Finding[]> {
  const node = checkNode()
  let config: OtsConfig
  let origin: string
  try {
    ;({ config, origin } = await loadConfig({ ...fileOption(options), env: process.env }))
  } catch (error) {
    return [node, { check: 'configuration', result: 'fault', detail: describeError(error) }]
  }
  const folder = checkDataFolder(config)
  return [
    node,
    {
      check: 'configuration',
      result: 'ok',
      detail: `${origin}, ${config.strategies.length} strategies, PAPER`,
    },
    folder,
    ...(folder.result === 'ok' ? await checkSystems(config) : []),
    await checkPort(config),
    ...(await checkVenue(config.venues.coinbase)),
  ]
}

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  return major >= 24
    ? { check: 'node', result: 'ok', detail: process.versions.node }
    : { check: 'node', result: 'fault', detail: `${process.versions.node} is too old; run "npm ci"` }
}

function checkDataFolder(config: OtsConfig): Finding {
  try {
    const folder = prepareDataFolder(config.dataDir, '')
    const { bavail, bsize } = statfsSync(folder)
    return {
      check: 'data folder',
      result: 'ok',
      detail: `${folder}, ${Math.floor((bavail * bsize) / 1e9)} GB free`,
    }
  } catch (error) {
    if (!(error instanceof OtsError)) throw error
    return { check: 'data folder', result: 'fault', detail: describeError(error) }
  }
}

/** A halt outlives the process: whoever wonders why nothing trades should find it here. */
async function checkSystems({ dataDir }: OtsConfig): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const folder of systemFolders(dataDir)) {
    const check = `system on ${sourceOf(folder)}`
    const runs = (await isListening(folder)) ? 'runs' : 'does not run'
    try {
      const halt = await createFileHaltLatch(join(folder, HALT_LATCH)).read()
      if (halt === undefined) findings.push({ check, result: 'ok', detail: `${runs}, not halted` })
      else findings.push({ check, result: 'warning', detail: `${runs}, ${describeHalt(halt)}` })
    } catch (error) {
      findings.push({ check, result: 'fault', detail: `${runs}; ${describeError(error)}` })
    }
  }
  return findings
}

const describeHalt = ({ at, reason }: HaltRecord): string =>
  `HALTED since ${formatRfc3339(at).slice(0, 19)}Z (${reason}); "ots resume" ends it while it runs`

function checkPort(config: OtsConfig): Promise<Finding> {
  const { host, port } = config.http
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({
        check: 'http port',
        result: 'warning',
        detail: `${host}:${port} cannot be used (${error.code}): perhaps ots runs already; else set OTS_HTTP_PORT`,
      }),
    )
    server.listen(port, host, () => {
      server.close(() => resolve({ check: 'http port', result: 'ok', detail: `${host}:${port} is free` }))
    })
  })
}

async function checkVenue(venue: VenueAddress): Promise<Finding[]> {
  if (!(await isReachable(venue))) {
    return [
      {
        check: 'venue',
        result: 'warning',
        detail: `${venue.restUrl} and ${venue.wsUrl} do not both answer within 3 s: "ots up" will use the simulator`,
      },
    ]
  }
  return [
    { check: 'venue', result: 'ok', detail: `${venue.restUrl} and ${venue.wsUrl} answer` },
    await checkClock(venue),
  ]
}

/** Offset by the venue's time call, less half the round trip. */
async function checkClock(venue: VenueAddress): Promise<Finding> {
  try {
    const before = Date.now()
    const response = await fetch(new URL('/api/v3/brokerage/time', venue.restUrl), {
      signal: AbortSignal.timeout(TIME_CALL_MS),
    })
    const after = Date.now()
    const { epochMillis } = (await response.json()) as { epochMillis?: string }
    const offset = Math.round((before + after) / 2 - Number(epochMillis))
    if (!Number.isFinite(offset)) throw new Error('the time call gave no epochMillis')
    const detail = `${offset} ms from the venue's (limit ${MAX_OFFSET_MS} ms)`
    return Math.abs(offset) <= MAX_OFFSET_MS
      ? { check: 'clock', result: 'ok', detail }
      : { check: 'clock', result: 'fault', detail: `${detail}: set this machine's clock (NTP)` }
  } catch (error) {
    return {
      check: 'clock',
      result: 'warning',
      detail: `the offset could not be measured: ${describeError(error)}`,
    }
  }
}
