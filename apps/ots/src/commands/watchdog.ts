/**
 * `ots watchdog`: a process of its own, with a key of its own, that cancels everything at the venue when the order
 * manager's heartbeat is older than its limit. It goes on watching afterwards.
 */
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger, createRealScheduler, OtsError } from '@oasis/runtime'
import { readKeyFile } from '@oasis/venue-coinbase'
import type { Command } from 'commander'
import { z } from 'zod'
import { loadConfig } from '../config/load-config.ts'
import { HEARTBEAT_FILE, readBeat } from '../heartbeat/heartbeat-file.ts'
import { keyFileWarning } from '../trading/key-faults.ts'
import { planWatch, stateFolderOf, type TradingPlan } from '../trading/trading-plan.ts'
import { untilSignal } from '../up/until-signal.ts'
import { type CoinbaseOpenOrders, createCoinbaseOpenOrders } from '../watchdog/coinbase-open-orders.ts'
import { describeReport } from '../watchdog/describe-report.ts'
import { type WatchdogReport, watch } from '../watchdog/watchdog.ts'
import { fileOption } from './config.ts'
import { parseOption } from './usage.ts'

interface WatchdogOptions {
  readonly limit?: string
  readonly json?: boolean
  readonly config?: string
}

const limitSchema = z.coerce.number().min(3).max(3_600)
const ADMIT_MS = 15_000
/** A key that has been revoked is to be noticed before it is needed. */
const KEY_CHECK_MS = 60_000

export function registerWatchdog(program: Command): void {
  program
    .command('watchdog')
    .description('Cancel everything at the venue when the order manager gives no sign of life')
    .option('--limit <seconds>', 'age of the heartbeat (default: watchdog.limitMs of ots.yaml, 15 s)')
    .option('--json', 'one JSON object a line')
    .option('--config <file>', 'configuration file (default: ots.yaml if there is one)')
    .action(runWatchdog)
}

async function runWatchdog(options: WatchdogOptions): Promise<void> {
  const { config, trading } = await loadConfig({ ...fileOption(options), env: process.env })
  const plan = planWatch({ config, trading })
  const limitMs =
    options.limit === undefined
      ? config.watchdog.limitMs
      : 1_000 * parseOption('--limit', options.limit, limitSchema)
  const key = await readOwnKey(plan.keyFile, trading.keyFile)
  const { mode, portfolioId } = plan
  const logger = createLogger({
    level: config.logLevel,
    pretty: process.stderr.isTTY,
    fields: { mode, service: 'watchdog' },
  })
  const warning = keyFileWarning(plan.keyFile)
  if (warning !== undefined) logger.warn({}, warning)
  const { restUrl } = config.venues.coinbase
  const orders = createCoinbaseOpenOrders(
    { key, restUrl, scheduler: createRealScheduler(), random: Math.random, logger },
    { trades: true, ...(portfolioId === undefined ? {} : { portfolioId }) },
  )
  const tell = teller(mode, options.json ?? false)
  const admitted = await admitOrTell(orders, plan, tell)
  const folder = resolve(config.dataDir, stateFolderOf(plan, { kind: 'live' }, admitted))
  const of = portfolioId === undefined ? '' : `, portfolio ${portfolioId}`
  tell.line('START', `${restUrl}${of}; heartbeat ${join(folder, HEARTBEAT_FILE)}; limit ${limitMs / 1_000} s`)
  const ended = new AbortController()
  void untilSignal().then(() => ended.abort())
  const keyChecks = checkKeyNowAndThen(orders, tell, ended.signal)
  await watch(
    {
      readBeat: () => readBeat(folder),
      orders,
      monotonicMs: () => performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
      report: tell.report,
    },
    { limitMs },
    ended.signal,
  )
  await keyChecks
  orders.close()
  tell.line('STOPPED', 'nobody watches any more')
}

async function readOwnKey(file: string, tradingFile: string | undefined) {
  const key = await readKeyFile(file)
  const other = tradingFile === undefined ? undefined : await readKeyFile(tradingFile).catch(() => undefined)
  if (other?.name !== key.name) return key
  throw new OtsError('OTS_KEY_REFUSED', 'OTS_WATCHDOG_KEY_FILE holds the key that trades', {
    hint: 'Make a second key for the watchdog: it must work when the first is blocked or at its rate limit.',
  })
}

/** A venue that cannot be reached now may be later, which is when a watchdog is needed; a wrong key stays wrong. */
async function admitOrTell(
  orders: CoinbaseOpenOrders,
  { mode }: TradingPlan,
  tell: Teller,
): Promise<string | undefined> {
  try {
    return await orders.admit(AbortSignal.timeout(ADMIT_MS))
  } catch (error) {
    // On paper only the venue says which portfolio is traded, and so where its heartbeat is.
    const isHopeless = mode === 'PAPER' || (error instanceof OtsError && error.code === 'OTS_KEY_REFUSED')
    if (isHopeless) throw error
    tell.failed(error)
    return undefined
  }
}

async function checkKeyNowAndThen(
  orders: CoinbaseOpenOrders,
  tell: Teller,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(KEY_CHECK_MS, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    await orders.admit(AbortSignal.any([signal, AbortSignal.timeout(ADMIT_MS)])).catch((error: unknown) => {
      if (!signal.aborted) tell.failed(error)
    })
  }
}

interface Teller {
  line(kind: string, text: string): void
  report(report: WatchdogReport): void
  failed(error: unknown): void
}

function teller(mode: string, json: boolean): Teller {
  const write = (object: object, text: string): void => {
    const at = new Date().toISOString()
    const line = json ? JSON.stringify({ at, mode, ...object }) : `${at.slice(11, 23)}  ${mode}  ${text}`
    process.stdout.write(`${line}\n`)
  }
  const report = (each: WatchdogReport): void => write(each, describeReport(each))
  return {
    line: (kind, text) => write({ kind, text }, text),
    report,
    failed: (error) =>
      report({ kind: 'VENUE_FAILED', error: error instanceof Error ? error.message : String(error) }),
  }
}
