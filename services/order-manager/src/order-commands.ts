/** Assembles what changes orders on somebody's word: placing, replacing, cancelling, halting, resolving, resetting. */
import type { OrderIntent, TradingMode, UnixNanos } from '@oasis/domain'
import type { CrashPoints, Lease, Logger, OrderStore, Scheduler, Venue } from '@oasis/ports'
import type { AccountWriter } from './account-writer.ts'
import { AuditFindings } from './audit-findings.ts'
import { CancelAll } from './cancel-all.ts'
import { Cancellation } from './cancellation.ts'
import type { OrderManagerConfig } from './config.ts'
import type { OrderChange } from './core/order-entry.ts'
import type { ApprovalKeys } from './core/verify-approval.ts'
import type { Halt } from './halt.ts'
import type { OrderTelemetry } from './order-telemetry.ts'
import { PaperReset } from './paper-reset.ts'
import type { Reconciliation } from './reconciliation.ts'
import { Replacements } from './replacements.ts'
import { Resolution } from './resolution.ts'
import { Submission } from './submission.ts'
import type { VenueEvidence } from './venue-evidence.ts'

export interface OrderCommandsOptions {
  readonly writer: AccountWriter
  readonly store: Pick<OrderStore, 'findReset' | 'unfinishedReset'>
  readonly halt: Halt
  readonly leaseLapsed: Lease['lapsed']
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly telemetry: OrderTelemetry
  readonly crashPoints: CrashPoints
  readonly keys: ApprovalKeys
  readonly mode: TradingMode
  readonly config: OrderManagerConfig
  readonly evidence: Pick<VenueEvidence, 'followWithFills'>
  /** Given later, since it needs these commands in turn. */
  readonly reconciliation: () => Pick<Reconciliation, 'closedFor' | 'request' | 'done'>
  readonly onHandedToVenue: (intent: OrderIntent, at: UnixNanos) => void
}

export interface OrderCommands {
  readonly halt: Halt
  readonly submission: Submission
  readonly cancellation: Cancellation
  readonly replacements: Replacements
  readonly cancelAll: CancelAll
  readonly resolution: Resolution
  readonly paperReset: PaperReset
  readonly audit: AuditFindings
  /** After each change of an order. */
  readonly recorded: (change: OrderChange) => void
}

export function createOrderCommands(options: OrderCommandsOptions): OrderCommands {
  const { config, halt, reconciliation } = options
  const { lookupTimeoutMs } = config
  const audit = new AuditFindings(options.logger)
  const closedFor = (intent: OrderIntent) =>
    paperReset.closedFor() ?? audit.closedFor(intent) ?? reconciliation().closedFor(intent)
  const cancellation = new Cancellation({ ...options, cancelTimeoutMs: config.submitTimeoutMs })
  const submission: Submission = new Submission({
    ...options,
    submitTimeoutMs: config.submitTimeoutMs,
    defaultExpiryMs: config.defaultExpiryMs,
    closedFor,
    replace: (entry, replaces, leave) => replacements.begin(entry, replaces, leave),
    onAnswered: (order, outcome) => cancelAll.answered(order, outcome),
  })
  const replacements: Replacements = new Replacements({
    ...options,
    cancellation,
    closedFor,
    send: (entry, leave) => submission.send(entry, leave),
  })
  const cancelAll = new CancelAll({
    ...options,
    cancellation,
    lookupTimeoutMs,
    concurrency: config.cancelConcurrency,
    deadlineMs: config.cancelAllTimeoutMs,
    watchMs: config.haltWatchMs,
    unanswered: () => submission.unanswered,
    dropWaiting: (reason) => replacements.dropAll(reason),
  })
  const resolution = new Resolution({ ...options, lookupTimeoutMs })
  const paperReset: PaperReset = new PaperReset({
    ...options,
    cancelAll,
    lookupTimeoutMs,
    timeoutMs: config.resetTimeoutMs,
    reconcile: () => reconciliation().request(),
    isReconciled: () => reconciliation().done,
  })
  const recorded = (change: OrderChange): void => replacements.recorded(change)
  return { halt, submission, cancellation, replacements, cancelAll, resolution, paperReset, audit, recorded }
}
