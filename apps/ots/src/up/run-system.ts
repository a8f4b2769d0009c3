/** Starts the embedded system on its source, says what it does, and stops it on a signal within its deadline. */
import { join } from 'node:path'
import { deadLetterRecord, topics } from '@oasis/contracts'
import type { Logger, Scheduler } from '@oasis/ports'
import {
  consume,
  createLifecycle,
  createLogger,
  createMetrics,
  createProcessWatch,
  createRealScheduler,
  type HealthReport,
  lockFile,
  type Service,
} from '@oasis/runtime'
import { crashAt } from '../composition/crash-at.ts'
import { prepareDataFolder } from '../composition/data-folder.ts'
import { createEmbeddedSystem, type EmbeddedSystem } from '../composition/embedded-system.ts'
import { followedInstruments } from '../composition/service-configs.ts'
import { type StatusViews, statusViews } from '../composition/status-parts.ts'
import { accountOf, durabilityOf, type OtsConfig } from '../config/schema.ts'
import { arePagesBuilt } from '../control-center/open-web-files.ts'
import { controlCenterRequests } from '../control-center/operator-requests.ts'
import { createHeartbeat } from '../heartbeat/heartbeat.ts'
import { operatorAddress } from '../operator/operator-address.ts'
import { createOperatorServer } from '../operator/operator-server.ts'
import type { Source } from '../source/choose-source.ts'
import { type OpenedSource, openSource } from '../source/open-source.ts'
import type { SystemFacts } from '../status/status-ports.ts'
import { systemFacts } from '../status/system-facts.ts'
import { type AdmittedKey, admitKey, type OpenedTrading, openTrading } from '../trading/open-trading.ts'
import { stateFolderOf, type TradingPlan } from '../trading/trading-plan.ts'
import { banner } from './banner.ts'
import { createNarrator, type Narrator } from './narrator.ts'
import { untilSignal } from './until-signal.ts'

export interface RunOptions {
  readonly config: OtsConfig
  /** Where the configuration came from. */
  readonly origin: string
  readonly source: Source
  readonly plan: TradingPlan
  /** Does not tell what happens. */
  readonly quiet: boolean
}

/** From the signal to the end of the process it is 5 s; the simulator and the files take their part. */
const STOP_TIMEOUT_MS = 3_500
/** A halt from the terminal holds the folder for a moment, while it writes down that nothing is to trade. */
const LOCK_WAIT_MS = 1_000

export async function runSystem(options: RunOptions): Promise<void> {
  const { config, source, plan } = options
  const logger = createLogger({
    level: config.logLevel,
    pretty: process.stderr.isTTY,
    fields: { mode: plan.mode, ...(plan.dryRun ? { dryRun: true } : {}) },
  })
  const key = await admitOwnKey(options, logger)
  const folder = prepareDataFolder(config.dataDir, stateFolderOf(plan, source, key?.portfolioId))
  const fatal = Promise.withResolvers<never>()
  fatal.promise.catch(() => {})
  const onFatal = (error: unknown) => fatal.reject(error)
  // Before anything starts in it: two systems on one folder would each believe the other's state to be theirs.
  const lock = lockFile(join(folder, 'ots'), LOCK_WAIT_MS)
  try {
    await onMarket(options, { folder, logger, onFatal, fatal: fatal.promise, ...(key ? { key } : {}) })
  } finally {
    lock.release()
  }
}

/** Before there is any state: a portfolio that was only misspelled leaves no trace. */
async function admitOwnKey({ plan, config }: RunOptions, logger: Logger): Promise<AdmittedKey | undefined> {
  const { keyFile } = plan
  if (keyFile === undefined) return undefined
  return admitKey({ plan, keyFile, restUrl: config.venues.coinbase.restUrl, logger })
}

interface Setting {
  readonly key?: AdmittedKey
  readonly folder: string
  readonly logger: Logger
  readonly onFatal: (error: unknown) => void
  readonly fatal: Promise<never>
}

async function onMarket(options: RunOptions, setting: Setting): Promise<void> {
  const { config, source, plan } = options
  const { folder, logger, onFatal } = setting
  const market = await openSource({
    source,
    config,
    folder,
    logger,
    onFatal,
    trades: plan.venue === 'coinbase',
  })
  try {
    const trading = await openTrading({ ...setting, plan, config, market })
    const metrics = createMetrics()
    metrics.set('ots_dry_run', { account: accountOf(config).id, mode: plan.mode }, plan.dryRun ? 1 : 0)
    const crashPoints = crashAt(process.env.OTS_CRASH_AT)
    const ports = { ...market, ...trading, logger, metrics, onFatal, ...(crashPoints ? { crashPoints } : {}) }
    const system = await createEmbeddedSystem(ports, config, { folder, durability: durabilityOf(config) })
    try {
      await operate({ ...options, ...setting, market, trading, system, metrics })
    } finally {
      await system.close()
    }
  } finally {
    await market.close()
  }
}

interface Operation extends RunOptions, Setting {
  readonly market: OpenedSource
  /** Absent on the paper venue. */
  readonly trading: OpenedTrading | undefined
  readonly system: EmbeddedSystem
  readonly metrics: ReturnType<typeof createMetrics>
}

async function operate(operation: Operation): Promise<void> {
  const { config, market, system, metrics, logger } = operation
  const { scheduler } = market
  const narrator = operation.quiet ? undefined : createNarrator(narrated(operation.plan))
  const health = () => lifecycle.health()
  const views = statusViews(
    {
      common: { bus: system.bus, scheduler, logger },
      metrics,
      ...{ orders: system.orders, portfolios: system.portfolios, health },
    },
    {
      instruments: followedInstruments(config, operation.trading?.account),
      ...(narrator
        ? { onSignal: narrator.signal, onDecision: narrator.decision, onFeedStatus: narrator.feed }
        : {}),
    },
  )
  const { control, live } = views
  const controlCenter = await openOwnControlCenter(operation, views)
  if (narrator) control.subscribe(narrator.control)
  const operator = createOperatorServer(
    {
      ...{ bus: system.bus, rpc: system.rpc, scheduler, logger, control },
      routes: controlCenterRequests(controlCenter.api),
    },
    config,
    operatorAddress(operation.folder),
  )
  // Whoever wants to halt can from the moment on that anything could trade, and until nothing can any more.
  const guards = system.services.indexOf(system.risk) + 1
  const services = [
    whileTimeStands(controlCenter.api, scheduler),
    control,
    live,
    ...(narrator ? [narration(operation, narrator)] : []),
    ...processWatch(operation, health),
    ...(operation.trading ? [createHeartbeat({ rpc: system.rpc, scheduler, logger }, operation.folder)] : []),
    ...system.services.slice(0, guards),
    operator,
    ...system.services.slice(guards),
  ]
  const lifecycle = createLifecycle({ services, scheduler, logger, stopTimeoutMs: STOP_TIMEOUT_MS })
  try {
    await awaitIn(market, Promise.race([lifecycle.start(), operation.fatal]))
    process.stdout.write(`${banner(bannerFacts(operation, controlCenter.api.address()))}\n`)
    const ended = market.replay?.finished ?? new Promise<never>(() => {})
    await awaitIn(market, Promise.race([untilSignal(), operation.fatal, ended]))
    process.stdout.write('stopping …\n')
  } finally {
    await awaitIn(market, lifecycle.stop()).finally(() => controlCenter.close())
  }
  process.stdout.write('stopped; state is kept\n')
}

/** Its libraries are loaded by a system that runs, not by every command of the terminal. */
async function openOwnControlCenter(operation: Operation, { control, live, shown }: StatusViews) {
  const { config, folder, system, metrics, logger } = operation
  const { openControlCenter } = await import('../control-center/open-control-center.ts')
  const facts = factsOf(operation)
  const { bus, rpc, portfolios } = system
  // People live in real time, also while they watch a replay.
  const views = { control, live, candles: operation.market.reference }
  const ports = { bus, rpc, portfolios, ...views, metrics, logger, scheduler: createRealScheduler() }
  const files = { folder, durability: durabilityOf(config), env: process.env }
  const instruments = followedInstruments(config, operation.trading?.account)
  return openControlCenter(files, { ...ports, health: shown.health }, { config, instruments, facts, shown })
}

/** What hashes passwords and makes keys takes real time: that of a replay stands still meanwhile. */
function whileTimeStands(service: Service, scheduler: Scheduler): Service {
  const held = async (work: () => Promise<void>) => {
    const release = scheduler.hold()
    await work().finally(release)
  }
  return {
    name: service.name,
    start: () => held(() => service.start()),
    stop: () => held(() => service.stop()),
    health: () => service.health(),
  }
}

/** Not in virtual time: disks know none. */
function processWatch(
  { market: { replay, scheduler }, metrics, logger, folder }: Operation,
  health: () => Readonly<Record<string, HealthReport>>,
): Service[] {
  if (replay !== undefined) return []
  return [createProcessWatch({ metrics, scheduler, logger, health, folders: [folder], certificates: [] })]
}

/** A line torn from a terminal still says whether money was moved. */
function narrated({ mode, dryRun }: TradingPlan): (line: string) => void {
  const tag = `${mode === 'REAL' ? 'REAL  ' : ''}${dryRun ? 'DRY RUN  ' : ''}`
  return (line) => process.stdout.write(`${tag}${line}\n`)
}

/** Real time passes by itself; in a replay, virtual time is driven while something is awaited. */
function awaitIn<T>({ replay }: OpenedSource, work: Promise<T>): Promise<T> {
  return replay === undefined ? work : replay.scheduler.runUntilSettled(work)
}

function bannerFacts({ config, origin, source, plan, folder, trading }: Operation, address: string) {
  const account = trading === undefined ? {} : { account: trading.describe }
  return { ...{ config, origin, source, plan, folder, address }, hasPages: arePagesBuilt(), ...account }
}

const factsOf = ({ config, source, plan, market }: Operation): SystemFacts =>
  systemFacts(config, { ...plan, source: source.kind, startedAt: market.scheduler.now() })

/** Orders and fills for the terminal. */
function narration({ system, market, metrics, logger }: Operation, narrator: Narrator): Service {
  let consumer: Awaited<ReturnType<typeof consume>> | undefined
  const { scheduler } = market
  return {
    name: 'narration',
    start: async () => {
      consumer = await consume({
        bus: system.bus,
        scheduler,
        logger,
        metrics,
        group: 'narration',
        topics: [topics.orderEvents],
        startAt: 'latest',
        commit: 'own',
        onEvent: narrator.accountEvent,
        deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
        onFatal: (error) => logger.error({ err: error }, 'narration ended'),
      })
    },
    stop: async () => consumer?.close(),
    health: () => ({ ready: true, detail: 'telling' }),
  }
}
