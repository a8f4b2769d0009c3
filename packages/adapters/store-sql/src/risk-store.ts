/** What the risk engine keeps: limits, one row each. */
import {
  accountId,
  formatMoney,
  formatRate,
  instrumentId,
  type Limits,
  parseMoney,
  parseRate,
  strategyId,
} from '@oasis/domain'
import type { LimitScope, RiskStore } from '@oasis/ports'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { openSqlite, type SqliteOptions } from './open-sqlite.ts'

interface LimitTable {
  readonly level: string
  readonly id: string
  readonly name: string
  readonly value: string
}

interface RiskTables {
  risk_limits: LimitTable
}

const migrations: Readonly<Record<string, Migration>> = {
  '0001-risk': {
    up: async (db) => {
      // Unused until there are halts and loss limits; a migration that has run somewhere is not changed.
      await db.schema
        .createTable('risk_accounts')
        .addColumn('account_id', 'text', (column) => column.primaryKey())
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('day_start', 'bigint')
        .addColumn('day_start_equity', 'text')
        .addColumn('peak_equity', 'text')
        .execute()
      await db.schema
        .createTable('risk_limits')
        .addColumn('level', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('value', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('risk_limits_pk', ['level', 'id', 'name'])
        .execute()
    },
  },
}

/** How each limit is written; a limit that is added to the domain does not compile until it is named here. */
type LimitText = { readonly [K in keyof Limits]: TextOf<Limits[K]> }
interface TextOf<T> {
  readonly format: (value: T) => string
  readonly parse: (text: string) => T
}
const money = { format: formatMoney, parse: parseMoney }
const rate = { format: formatRate, parse: parseRate }
const number = { format: String, parse: Number }
const LIMIT_TEXT: LimitText = {
  maxOrderNotional: money,
  maxPositionNotional: money,
  maxGrossExposure: money,
  maxNetExposure: money,
  maxOpenOrders: number,
  priceCollar: rate,
  maxReferenceAgeMs: number,
  maxSignalAgeMs: number,
  maxOrdersPerSecond: number,
  maxCancelsPerSecond: number,
  maxDailyLoss: rate,
  maxDrawdown: rate,
}
const LIMIT_NAMES = Object.keys(LIMIT_TEXT) as (keyof Limits)[]

/** Throws an `OtsError` when the file cannot be used. */
export async function openRiskStore(options: Omit<SqliteOptions, 'migrations'>): Promise<RiskStore> {
  const db = await openSqlite<RiskTables>({ ...options, migrations })
  return {
    loadLimits: async () => {
      const rows = await db.selectFrom('risk_limits').selectAll().orderBy('level').orderBy('id').execute()
      return limitsOf(rows)
    },
    saveLimits: (scope, limits) => saveLimits(db, scope, limits),
    close: () => db.destroy(),
  }
}

/** Replaces what the scope had. */
async function saveLimits(
  db: Kysely<RiskTables>,
  { level, id }: LimitScope,
  limits: Partial<Limits>,
): Promise<void> {
  const rows = LIMIT_NAMES.flatMap((name) => {
    const value = formatLimit(name, limits)
    return value === undefined ? [] : [{ level, id, name, value }]
  })
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('risk_limits').where('level', '=', level).where('id', '=', id).execute()
    if (rows.length > 0) await tx.insertInto('risk_limits').values(rows).execute()
  })
}

function formatLimit<K extends keyof Limits>(name: K, limits: Partial<Limits>): string | undefined {
  const value = limits[name]
  return value === undefined ? undefined : LIMIT_TEXT[name].format(value)
}

function limitsOf(rows: readonly LimitTable[]): { scope: LimitScope; limits: Partial<Limits> }[] {
  const byScope = new Map<string, { scope: LimitScope; limits: Partial<Limits> }>()
  for (const { level, id, name, value } of rows) {
    const key = `${level}/${id}`
    const known = byScope.get(key) ?? { scope: scopeOf(level, id), limits: {} }
    byScope.set(key, { scope: known.scope, limits: { ...known.limits, ...parseLimit(name, value) } })
  }
  return [...byScope.values()]
}

function parseLimit(name: string, value: string): Partial<Limits> {
  const known = LIMIT_NAMES.find((each) => each === name)
  if (known === undefined) throw new Error(`the stored limit "${name}" is not known to this version`)
  return { [known]: LIMIT_TEXT[known].parse(value) }
}

function scopeOf(level: string, id: string): LimitScope {
  if (level === 'account') return { level, id: accountId(id) }
  if (level === 'strategy') return { level, id: strategyId(id) }
  if (level === 'instrument') return { level, id: instrumentId(id) }
  throw new Error(`"${level}" is no level of limits`)
}
