export type { KeyFile } from './auth/key-file.ts'
export {
  createSimulatedExchange,
  createSimulator,
  type Simulator,
} from './create-simulator.ts'
export type { SimulatorFaults } from './faults/exchange-faults.ts'
export {
  CHANCE_FAULTS,
  type ChanceFault,
  EPISODE_FAULTS,
  type EpisodeFault,
  FAULT_KINDS,
  type FaultCounts,
  type FaultKind,
} from './faults/fault-kinds.ts'
export { DEFAULT_FAULTS, type FaultPlan, faultPlanSchema, NO_FAULTS } from './faults/fault-plan.ts'
export { BY_HAND } from './faults/person.ts'
export type { SnapshotCut } from './faults/stream-faults.ts'
export type { VenueLedger } from './ledger/venue-ledger.ts'
export {
  parseSimulatorOptions,
  type SimulatorOptions,
  type SimulatorOptionsInput,
  simulatorOptionsSchema,
} from './options.ts'
export type { Exchange } from './server/exchange.ts'
export type { Seams, SeamsFactory } from './server/seams.ts'
export type { Session, Transport } from './server/session.ts'
export type { Venue } from './server/venue.ts'
