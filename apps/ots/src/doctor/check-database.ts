/** PostgreSQL: whether it lets us in, whose tables are there, and who holds which lease. */
import type { StrategyId } from '@oasis/domain'
import { createSilentLogger, describeError } from '@oasis/runtime'
import { createLeaseBoard, databaseOwner, examineStore, type StoreKind } from '@oasis/store-sql'
import { postgresOf } from '../config/postgres-of.ts'
import { accountOf, type OtsConfig } from '../config/schema.ts'
import type { ServiceEnvironment } from '../config/service-environment.ts'
import { SCHEMAS, schemaOfStrategy } from '../distributed/schemas.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

export async function checkDatabase(
  environment: ServiceEnvironment,
  config: OtsConfig | undefined,
): Promise<Finding[]> {
  if (environment.OTS_POSTGRES_URL === undefined) {
    return [warning('postgres', 'OTS_POSTGRES_URL is not set: not looked at')]
  }
  const options = postgresOf(environment, createSilentLogger())
  try {
    await examineStore('ORDERS', SCHEMAS.orders, options)
  } catch (error) {
    const told = describeError(error)
    // The other stores would only say it again.
    if (!told.startsWith('OTS_SCHEMA_UNKNOWN')) return [fault('postgres', told)]
  }
  const stores = storesOf(config?.strategies.map(({ id }) => id) ?? [])
  const findings = await Promise.all(stores.map(([kind, schema]) => checkStore(kind, schema, options)))
  const owner = await checkOwner(options, config)
  return [ok('postgres', 'it lets us in'), owner, ...findings, await checkLeases(options)]
}

const storesOf = (strategies: readonly StrategyId[]): readonly (readonly [StoreKind, string])[] => [
  ['ORDERS', SCHEMAS.orders],
  ['PAPER', SCHEMAS.paper],
  ['RISK', SCHEMAS.risk],
  ['CONTROL_CENTER', SCHEMAS.controlCenter],
  ['READ_MODELS', SCHEMAS.readModels],
  ...strategies.map((id) => ['STRATEGY', schemaOfStrategy(id)] as const),
]

async function checkStore(
  kind: StoreKind,
  schema: string,
  options: ReturnType<typeof postgresOf>,
): Promise<Finding> {
  const check = `tables of ${schema}`
  try {
    const state = await examineStore(kind, schema, options)
    return ok(
      check,
      state === 'CURRENT' ? 'of this version' : 'made, or brought up to date, at the next start',
    )
  } catch (error) {
    return fault(check, describeError(error))
  }
}

async function checkOwner(
  options: ReturnType<typeof postgresOf>,
  config: OtsConfig | undefined,
): Promise<Finding> {
  const check = 'account of the database'
  const account = config && accountOf(config).id
  try {
    const owner = await databaseOwner(options)
    if (owner === undefined) return ok(check, 'nobody has written to it yet')
    if (account === undefined || owner === account) return ok(check, owner)
    return fault(
      check,
      `it holds the state of ${owner}, not of ${account}: give each account a database of its own`,
    )
  } catch (error) {
    return fault(check, describeError(error))
  }
}

async function checkLeases(options: ReturnType<typeof postgresOf>): Promise<Finding> {
  const board = createLeaseBoard(options)
  try {
    const held = await board.held('')
    const told = held.map(({ name, holder, epoch }) => `${name} by ${holder} (epoch ${epoch})`)
    return ok('leases', told.length === 0 ? 'nobody leads anything' : told.join('; '))
  } catch (error) {
    return fault('leases', describeError(error))
  } finally {
    await board.close()
  }
}
