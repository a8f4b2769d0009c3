export { MAX_RECORD_BYTES, refuseRecord } from './bus/refuse-record.ts'
export { parsedText } from './config/parsed-text.ts'
export { Secret } from './config/secret.ts'
export {
  type ConsumedTopic,
  type ConsumeOptions,
  type Consumer,
  consume,
  consumedAs,
  type MappedTopic,
} from './consumer/consume.ts'
export { ERROR_CODES, type OtsErrorCode } from './errors/error-codes.ts'
export { describeError, OtsError, type OtsErrorOptions, TransientError } from './errors/ots-error.ts'
export { createFileHaltLatch } from './files/file-halt-latch.ts'
export { makeFolder } from './files/make-folder.ts'
export { createLifecycle, type Lifecycle, type LifecycleOptions } from './lifecycle/lifecycle.ts'
export type { HealthReport, Service } from './lifecycle/service.ts'
export { createLogger, createSilentLogger, type LoggerOptions } from './logging/create-logger.ts'
export { countedBus } from './metrics/counted-bus.ts'
export { measuredLeases } from './metrics/measured-leases.ts'
export { type MeasuringOptions, measuredRpcClient, measuredRpcServer } from './metrics/measured-rpc.ts'
export { METRICS, type MetricDefinition, type MetricLabels, type MetricName } from './metrics/metric-list.ts'
export {
  createMetrics,
  createNoMetrics,
  type MetricSample,
  type Metrics,
  type MetricsRegistry,
} from './metrics/metrics.ts'
export { createProcessWatch, type ProcessWatchOptions } from './metrics/process-watch.ts'
export { timestampSeconds } from './metrics/timestamp-seconds.ts'
export { createOutboxRelay, type OutboxRelay, type OutboxRelayOptions } from './outbox/outbox-relay.ts'
export { murmur2, partitionOf } from './partitioning/murmur2.ts'
export { createRealScheduler } from './scheduler/real-scheduler.ts'
export { seededRandom } from './scheduler/seeded-random.ts'
export {
  createVirtualScheduler,
  type VirtualScheduler,
  type VirtualSchedulerOptions,
} from './scheduler/virtual-scheduler.ts'
export {
  type CheckpointerOptions,
  type CheckpointWatch,
  createSqliteCheckpointer,
  type SqliteCheckpointer,
} from './sqlite/checkpointer.ts'
export { type FileLock, lockFile } from './sqlite/file-lock.ts'
export {
  type Durability,
  openSqliteFile,
  type SqliteFile,
  type SqliteFileOptions,
} from './sqlite/open-sqlite-file.ts'
export { isSqliteBusy, toStorageError } from './sqlite/storage-errors.ts'
