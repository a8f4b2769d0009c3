export {
  createEmbeddedSystem,
  type EmbeddedSystem,
  type EmbeddedSystemPorts,
  type Interposed,
} from './composition/embedded-system.ts'
export { readKafkaEnvironment } from './config/kafka-environment.ts'
export { parseConfig } from './config/load-config.ts'
export type { OtsConfig } from './config/schema.ts'
export { readServiceEnvironment, SERVICE_NAMES, type ServiceName } from './config/service-environment.ts'
export { askDatabaseUsers } from './control-center/ask-control-center.ts'
export { createSystemTopics } from './distributed/create-system-topics.ts'
export { EXIT, type ExitCode } from './distributed/exit-codes.ts'
export {
  type LocalProcesses,
  type LocalSystemOptions,
  localProcesses,
} from './distributed/local/local-processes.ts'
export {
  type LocalSystem,
  type StartLocalSystemOptions,
  startLocalSystem,
} from './distributed/local/local-system.ts'
export type { ManagedProcess, ProcessSpec } from './distributed/local/managed-process.ts'
export type { ProcessReport } from './distributed/local/process-report.ts'
export { processTable } from './distributed/local/process-table.ts'
export { exitCodeOf, type RunServiceOptions, runService } from './distributed/run-service.ts'
export { type SimulatorProcess, startSimulatorProcess } from './source/simulator-process.ts'
export { untilSignal } from './up/until-signal.ts'
