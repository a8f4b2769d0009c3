/**
 * What this process may trade, decided before anything connects. Money is at stake only where every one of the
 * confirmations is there; each that lacks is named, all at once. Pure: settings and wishes in, a plan or faults out.
 */
import type { TradingMode } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { TradingEnvironment } from '../config/trading-environment.ts'
import type { Source } from '../source/choose-source.ts'
import { hostFaults } from './venue-hosts.ts'

export type VenueName = 'paper' | 'coinbase'

export interface TradingWish {
  readonly source: Source | 'auto'
  /** Without one, a PAPER account trades at the paper venue and a REAL one at Coinbase. */
  readonly venue?: VenueName
  /** Everything but the order itself. */
  readonly dryRun: boolean
}

export interface TradingPlan {
  readonly mode: TradingMode
  readonly venue: VenueName
  readonly dryRun: boolean
  readonly source: Source | 'auto'
  /** The only portfolio that may be traded; REAL alone has one. */
  readonly portfolioId?: string
  /** Absent where the simulator makes the key. */
  readonly keyFile?: string
}

export interface TradingSettings {
  readonly config: OtsConfig
  readonly trading: TradingEnvironment
}

const GUIDE = 'docs/guides/first-real-trade.md goes through it step by step.'

/** Throws `OTS_REAL_REFUSED` with everything that real trading lacks, `OTS_USAGE` on what cannot be combined. */
export function planTrading(settings: TradingSettings, wish: TradingWish): TradingPlan {
  return accountOf(settings.config).mode === 'REAL' ? planReal(settings, wish) : planPaper(settings, wish)
}

function planReal({ config, trading }: TradingSettings, wish: TradingWish): TradingPlan {
  const { confirm, keyFile } = trading
  const { source, venue, dryRun } = wish
  const faults = [
    ...missingConfirmations(trading),
    ...(keyFile === undefined
      ? ['OTS_COINBASE_KEY_FILE is not set: name the file of an API key that can trade']
      : []),
    ...hostFaults(config.venues.coinbase, 'REAL'),
    ...(source === 'auto' || source.kind === 'live'
      ? []
      : [`--source ${source.kind}: a REAL account trades on the live market alone; leave --source out`]),
    ...(venue === 'paper' ? ['--venue paper: a REAL account trades at Coinbase; leave --venue out'] : []),
  ]
  if (faults.length > 0 || confirm === undefined || keyFile === undefined) {
    throw refused(`the account ${accountOf(config).id} is REAL, and is not traded:`, faults)
  }
  // Never the simulator in its place, however unreachable: prices of another market must not move real money.
  const live = { kind: 'live' } as const
  return { mode: 'REAL', venue: 'coinbase', dryRun, source: live, portfolioId: confirm, keyFile }
}

function missingConfirmations({ mode, confirm, unverifiedTls }: TradingEnvironment): string[] {
  const faults: string[] = []
  if (unverifiedTls === true) {
    faults.push(
      'NODE_TLS_REJECT_UNAUTHORIZED is 0: whoever sits in between could answer as Coinbase; unset it',
    )
  }
  if (mode !== 'REAL') faults.push('OTS_TRADING_MODE is not "real": set OTS_TRADING_MODE=real')
  if (confirm === undefined) {
    faults.push('OTS_REAL_CONFIRM is not set: set it to the portfolio id that "ots doctor" shows of your key')
  } else if (!PORTFOLIO_ID.test(confirm)) {
    faults.push('OTS_REAL_CONFIRM is no portfolio id: copy the one that "ots doctor" shows of your key')
  }
  return faults
}

function planPaper({ config, trading }: TradingSettings, wish: TradingWish): TradingPlan {
  const { venue = 'paper', dryRun } = wish
  if (trading.mode === 'REAL') {
    throw refused('OTS_TRADING_MODE is "real":', [
      `the account ${accountOf(config).id} is PAPER: give ots.yaml one with mode: REAL, or unset OTS_TRADING_MODE`,
    ])
  }
  if (venue === 'paper') {
    if (!dryRun) return { mode: 'PAPER', venue, dryRun, source: wish.source }
    throw new OtsError('OTS_USAGE', '--dry-run keeps orders from a venue, and the paper venue is none', {
      hint: 'Use it with a REAL account, or with --source simulator --venue coinbase.',
    })
  }
  return planSimulated({ config, trading }, wish)
}

/** The private path on paper: against a simulator, its own child or one that runs beside. */
function planSimulated({ config, trading }: TradingSettings, { source, dryRun }: TradingWish): TradingPlan {
  const plan = { mode: 'PAPER', venue: 'coinbase', dryRun } as const
  const faults = hostFaults(config.venues.coinbase, 'PAPER')
  if (source === 'auto' ? faults.length > 0 : source.kind === 'simulator') {
    return { ...plan, source: { kind: 'simulator' } }
  }
  if (source !== 'auto' && source.kind === 'replay') {
    throw new OtsError('OTS_USAGE', '--venue coinbase takes no orders on a recording', {
      hint: 'Use --source simulator with it, or leave --venue out.',
    })
  }
  if (trading.keyFile === undefined) {
    faults.push('OTS_COINBASE_KEY_FILE is not set: name the key file of the simulator')
  }
  if (faults.length > 0 || trading.keyFile === undefined) {
    throw new OtsError('OTS_USAGE', listed('--venue coinbase with --source live:', faults), {
      hint: 'Use --source simulator, which brings its own key; or a REAL account for Coinbase itself.',
    })
  }
  return { ...plan, source: { kind: 'live' }, keyFile: trading.keyFile }
}

/**
 * Below the data folder. No two of them ever share one: market (ids of trades), venue (balances, orders), mode,
 * portfolio; nor a dry run with what was really ordered. `admitted` is the portfolio of the key that is brought, as the
 * venue says it; a simulator that makes the key is in the folder itself.
 */
export function stateFolderOf(plan: TradingPlan, source: Source, admitted?: string): string {
  const dry = plan.dryRun ? '-dry-run' : ''
  if (plan.portfolioId !== undefined) return `real-${plan.portfolioId}${dry}`
  if (plan.venue === 'paper') return source.kind
  return (
    [`${source.kind}-coinbase`, ...(admitted === undefined ? [] : [fileNameOf(admitted)])].join('-') + dry
  )
}

/** What a venue calls a portfolio is not ours to trust as a path. */
function fileNameOf(portfolioId: string): string {
  if (PORTFOLIO_ID.test(portfolioId)) return portfolioId
  throw new OtsError('OTS_KEY_REFUSED', 'the venue gives a portfolio id that is none', {
    hint: 'Look at the address that venues.coinbase.restUrl names: is it a simulator of this version?',
  })
}

const PORTFOLIO_ID = /^[A-Za-z0-9-]{1,64}$/

/** What the watchdog of an account may do, and where it finds the heartbeat. Its confirmations are those of trading. */
export function planWatch({ config, trading }: TradingSettings): TradingPlan & { readonly keyFile: string } {
  const { id, mode } = accountOf(config)
  const { confirm, watchdogKeyFile: keyFile } = trading
  const faults = [
    ...(mode === 'REAL' ? missingConfirmations(trading) : []),
    ...(keyFile === undefined
      ? ['OTS_WATCHDOG_KEY_FILE is not set: name the file of an API key of its own that can trade']
      : []),
    ...hostFaults(config.venues.coinbase, mode),
  ]
  if (faults.length > 0 || keyFile === undefined) {
    throw mode === 'REAL' ? refused(`${id} is not watched:`, faults) : unrehearsed(id, faults)
  }
  const portfolio = mode === 'REAL' && confirm !== undefined ? { portfolioId: confirm } : {}
  return { mode, venue: 'coinbase', dryRun: false, source: { kind: 'live' }, keyFile, ...portfolio }
}

/** The simulator of "ots up --source simulator" is its child and ends with it: there is nothing to watch over then. */
const unrehearsed = (id: string, faults: readonly string[]): OtsError =>
  new OtsError(
    'OTS_USAGE',
    listed(`${id} is PAPER, and is watched only at a simulator that runs by itself:`, faults),
    {
      hint: 'Start "ots simulator" (8090), set OTS_COINBASE_REST_URL=http://127.0.0.1:8090 with OTS_COINBASE_WS_URL and OTS_COINBASE_USER_WS_URL=ws://127.0.0.1:8090, make the watchdog a key by POST /simulator/keys, and start "ots up --source live --venue coinbase" beside it.',
    },
  )

export const refused = (head: string, faults: readonly string[]): OtsError =>
  new OtsError('OTS_REAL_REFUSED', listed(head, faults), { hint: GUIDE })

const listed = (head: string, faults: readonly string[]): string =>
  [head, ...faults.map((fault) => `  - ${fault}`)].join('\n')
