export type { KeyFile } from './auth/key-file.ts'
export {
  createSimulatedExchange,
  createSimulator,
  type Simulator,
} from './create-simulator.ts'
export type { VenueLedger } from './ledger/venue-ledger.ts'
export {
  parseSimulatorOptions,
  type SimulatorOptions,
  type SimulatorOptionsInput,
  simulatorOptionsSchema,
} from './options.ts'
export type { Exchange } from './server/exchange.ts'
export type { SimulatorFaults, SnapshotCut } from './server/faults.ts'
export type { Seams, SeamsFactory } from './server/seams.ts'
export type { Session, Transport } from './server/session.ts'
export type { Venue } from './server/venue.ts'
