/** Runs a recording through the embedded system on virtual time and sums up what came of it. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addMillis, strategyId } from '@oasis/domain'
import { createLifecycle, createLogger, createNoMetrics, lockFile, OtsError } from '@oasis/runtime'
import { openOrderStore } from '@oasis/store-sql'
import { UnknownStrategy } from '@oasis/strategy-sdk'
import { openCapture } from '@oasis/venue-coinbase'
import type { CrashAt } from '../composition/crash-at.ts'
import { prepareDataFolder } from '../composition/data-folder.ts'
import { createEmbeddedSystem } from '../composition/embedded-system.ts'
import { ORDERS_FILE } from '../composition/open-state.ts'
import { stateHash } from '../composition/state-hash.ts'
import { asPaper } from '../config/as-paper.ts'
import { parseConfig } from '../config/load-config.ts'
import { printableConfig } from '../config/printable-config.ts'
import type { OtsConfig } from '../config/schema.ts'
import { BUILT_IN_TYPES, paramsFromText } from '../config/strategy-faults.ts'
import { lookForUserStrategies, type UserStrategyTypes, userStrategiesOf } from '../config/user-strategies.ts'
import { type OpenedReplay, openReplay } from '../source/open-source.ts'
import { VERSION } from '../version.ts'
import { countedFeed } from './counted-feed.ts'
import { createReplayObserver } from './replay-observer.ts'
import { beginReplayRun, type ReplayRun } from './replay-run.ts'
import { type ReplaySummary, summarizeReplay } from './replay-summary.ts'
import { requireSameDecisions } from './same-decisions.ts'

export interface ReplayOptions {
  readonly speed: number | 'max'
  /** Instead of the configured ones: an instance on each recorded instrument. Parameters as text. */
  readonly strategy?: { readonly type: string; readonly params: Readonly<Record<string, string>> }
  readonly latencyMs?: number
  /** State is read from and kept in this folder; a replay killed in it is begun again. Temporary without it. */
  readonly resumeFolder?: string
  readonly progress: (line: string) => void
  /** For tests that crash there. */
  readonly crash?: CrashAt
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
  const folder =
    options.resumeFolder === undefined
      ? mkdtempSync(join(tmpdir(), 'ots-replay-'))
      : prepareDataFolder(options.resumeFolder, '')
  try {
    const summary = await inFolder(folder, file, config, options)
    return { ...summary, wallMs: Math.round(performance.now() - startedAt) }
  } finally {
    if (options.resumeFolder === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

async function inFolder(
  folder: string,
  file: string,
  config: OtsConfig,
  options: ReplayOptions,
): Promise<SummaryWithoutTime> {
  const lock = lockFile(join(folder, 'ots'))
  try {
    const wanted = replayConfig(
      config,
      await recordedSymbols(file),
      options,
      await lookForUserStrategies(config.strategiesDir),
    )
    const kept = beginReplayRun(folder, await identityOf(file, wanted))
    try {
      const market = await openReplay(file, options.speed, kept.interruptedAt?.clock)
      try {
        const summary = await run(market, wanted, folder, { ...options, kept })
        await requireSameAsInterrupted(kept, folder, wanted)
        kept.finish()
        return summary
      } finally {
        await market.close()
      }
    } finally {
      kept.close()
    }
  } finally {
    lock.release()
  }
}

async function recordedSymbols(file: string): Promise<readonly string[]> {
  const capture = await openCapture(file)
  await capture.close()
  return capture.symbols
}

/** The recording's bytes, every setting and the user's own code: what makes a replay come out as it does. */
async function identityOf(file: string, config: OtsConfig): Promise<string> {
  const bytes = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  const users = (await userStrategiesOf(config)).map(({ type, sourceHash }) => ({ type, sourceHash }))
  return stateHash({ bytes, version: VERSION, config: printableConfig(config), users })
}

async function requireSameAsInterrupted(kept: ReplayRun, folder: string, config: OtsConfig): Promise<void> {
  const [account] = config.accounts
  const [before, now] = [kept.interruptedFolder, folder].map((each) => each && join(each, ORDERS_FILE))
  if (account === undefined || !before || !now || !existsSync(before)) return
  const interrupted = await openOrderStore({ path: before, durability: 'process' })
  try {
    const orders = await openOrderStore({ path: now, durability: 'process' })
    try {
      await requireSameDecisions(interrupted, orders, account.id)
    } finally {
      await orders.close()
    }
  } finally {
    await interrupted.close()
  }
}

/** The command line's wishes on top of the configuration, checked by the same schema. */
function replayConfig(
  config: OtsConfig,
  symbols: readonly string[],
  options: ReplayOptions,
  users: UserStrategyTypes,
): OtsConfig {
  const printed = { ...printableConfig(config), ...asPaper(printableConfig(config)) }
  if (options.strategy !== undefined && users.types.includes(options.strategy.type)) {
    throw new OtsError(
      'OTS_USAGE',
      `--strategy takes built-in types, and ${options.strategy.type} is your own`,
      {
        hint: 'Configure it under "strategies" in ots.yaml, and leave --strategy out.',
      },
    )
  }
  return parseConfig(
    {
      ...printed,
      ...(options.strategy === undefined
        ? {}
        : {
            strategies: recordedStrategies(symbols, options.strategy),
            // Those of strategies and instruments are of the ones that it takes the place of.
            limits: { account: printed.limits?.account },
          }),
      venues: {
        ...printed.venues,
        paper: {
          ...printed.venues.paper,
          ...(options.latencyMs === undefined ? {} : { latencyMs: [options.latencyMs] }),
        },
      },
    },
    'the command line',
    BUILT_IN_TYPES,
    users,
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
  options: ReplayOptions & { readonly kept: ReplayRun },
): Promise<SummaryWithoutTime> {
  const { scheduler } = market.replay
  const { kept, crash } = options
  const feed = countedFeed(market.feed, (frames) => {
    kept.note({ frames, clock: scheduler.now() })
    crash?.frame()
  })
  const logger = createLogger({
    level: config.logLevel,
    pretty: process.stderr.isTTY,
    fields: { mode: 'PAPER' },
  })
  const fatal = Promise.withResolvers<never>()
  fatal.promise.catch(() => {})
  const ports = {
    ...market,
    ...{ feed, logger, metrics: createNoMetrics(), onFatal: fatal.reject },
    ...(crash === undefined ? {} : { crashPoints: crash }),
  }
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
