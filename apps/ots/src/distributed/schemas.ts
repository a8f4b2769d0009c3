/** Which schema of the database is whose. */
import type { StrategyId } from '@oasis/domain'
import { schemaFor } from '@oasis/store-sql'

/** Of each owner, in the one database. */
export const SCHEMAS = {
  orders: 'order_manager',
  paper: 'venue_paper',
  risk: 'risk_engine',
  controlCenter: 'control_center',
  readModels: 'read_models',
} as const

/** Each strategy has one of its own: they move from host to host one by one. */
export const schemaOfStrategy = (strategy: StrategyId): string => schemaFor('strategy', strategy)
