/** Runs a recording through the embedded system on virtual time and sums up what came of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMillis, strategyId } from '@oasis/domain'
import { createLifecycle, createLogger, createNoMetrics, OtsError } from '@oasis/runtime'
import { UnknownStrategy } from '@oasis/strategy-sdk'
import { prepareDataFolder } from '../composition/data-folder.ts'
import { createEmbeddedSystem } from '../composition/embedded-system.ts'
import { parseConfig } from '../config/load-config.ts'
import { printableConfig } from '../config/printable-config.ts'
import type { OtsConfig } from '../config/schema.ts'
import { paramsFromText } from '../config/strategy-faults.ts'
import { type OpenedReplay, openReplay } from '../source/open-source.ts'
import { createReplayObserver } from './replay-observer.ts'
import { type ReplaySummary, summarizeReplay } from './replay-summary.ts'

export interface ReplayOptions {
  readonly speed: number | 'max'
  /** Instead of the configured ones: an instance on each recorded instrument. Parameters as text. */
  readonly strategy?: { readonly type: string; readonly params: Readonly<Record<string, string>> }
  readonly latencyMs?: number
  /** State is read from and kept in this folder; fresh and temporary without it. */
  readonly resumeFolder?: string
  readonly progress: (line: string) => void
}

/** After the last frame, orders on their way arrive and what is periodic happens once more. */
const SETTLE_MS = 5_000
const STOP_TIMEOUT_MS = 60_000

export async function replay(
  file: string,
  config: OtsConfig,
  options: ReplayOptions,
): Promise<ReplaySummary> {
  const startedAt = performance.now()
  const folder = options.resumeFolder
    ? prepareDataFolder(options.resumeFolder, '')
    : mkdtempSync(join(tmpdir(), 'ots-replay-'))
  try {
    const market = await openReplay(file, options.speed)
    try {
      const summary = await run(market, replayConfig(config, market.symbols, options), folder, options)
      return { ...summary, wallMs: Math.round(performance.now() - startedAt) }
    } finally {
      await market.close()
    }
  } finally {
    if (options.resumeFolder === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

/** The command line's wishes on top of the configuration, checked by the same schema. */
function replayConfig(config: OtsConfig, symbols: readonly string[], options: ReplayOptions): OtsConfig {
  const printed = printableConfig(config)
  return parseConfig(
    {
      ...printed,
      ...(options.strategy === undefined
        ? {}
        : { strategies: recordedStrategies(symbols, options.strategy) }),
      venues: {
        ...printed.venues,
        paper: {
          ...printed.venues.paper,
          ...(options.latencyMs === undefined ? {} : { latencyMs: [options.latencyMs] }),
        },
      },
    },
    'the command line',
  )
}

function recordedStrategies(symbols: readonly string[], strategy: NonNullable<ReplayOptions['strategy']>) {
  if (symbols.length === 0) {
    throw new OtsError('OTS_CAPTURE_UNREADABLE', 'the recording does not say which instruments it holds', {
      hint: 'Its header needs "config" with the symbols, or configure strategies in ots.yaml instead of --strategy.',
    })
  }
  const instruments = symbols.map((symbol) => `coinbase:${symbol}`)
  return [{ id: strategyId(strategy.type), type: strategy.type, instruments, params: textParams(strategy) }]
}

function textParams({ type, params }: NonNullable<ReplayOptions['strategy']>): Record<string, unknown> {
  try {
    return paramsFromText(type, params)
  } catch (error) {
    // The schema tells of it, with everything else that is wrong.
    if (error instanceof UnknownStrategy) return params
    throw error
  }
}

type SummaryWithoutTime = Omit<ReplaySummary, 'wallMs'>

async function run(
  market: OpenedReplay,
  config: OtsConfig,
  folder: string,
  options: ReplayOptions,
): Promise<SummaryWithoutTime> {
  const { scheduler } = market.replay
  const logger = createLogger({ level: config.logLevel, pretty: process.stderr.isTTY })
  const fatal = Promise.withResolvers<never>()
  fatal.promise.catch(() => {})
  const ports = { ...market, logger, metrics: createNoMetrics(), onFatal: fatal.reject }
  const system = await createEmbeddedSystem(ports, config, {
    folder,
    durability: 'process',
    singleThread: true,
  })
  try {
    const observer = createReplayObserver({ ...ports, bus: system.bus }, options.progress)
    const services = [observer, ...system.services]
    const lifecycle = createLifecycle({ services, scheduler, logger, stopTimeoutMs: STOP_TIMEOUT_MS })
    const drive = <T>(work: Promise<T>) => scheduler.runUntilSettled(Promise.race([work, fatal.promise]))
    await drive(lifecycle.start())
    await drive(market.replay.finished)
    await scheduler.runUntil(addMillis(scheduler.now(), SETTLE_MS))
    // Read before stopping: a stopped connector has no books.
    const summary = await drive(summarizeReplay(system, observer))
    await drive(lifecycle.stop())
    return summary
  } finally {
    await system.close()
  }
}
