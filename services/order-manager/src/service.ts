/** Wires one account's order manager and owns its start and stop. The store is closed by whoever opened it. */
import { deadLetterRecord, orderService } from '@oasis/contracts'
import { currenciesOfSymbol, type Order, type OrderIntent, type UnixNanos } from '@oasis/domain'
import type {
  Bus,
  CrashPoints,
  HaltLatch,
  Lease,
  Logger,
  OrderStore,
  RpcServer,
  Scheduler,
  Venue,
  VenueEvent,
} from '@oasis/ports'
import { createOutboxRelay, type Metrics, type Service } from '@oasis/runtime'
import { openAccount } from './account-opening.ts'
import { AccountWriter } from './account-writer.ts'
import { BalanceCheck } from './balance-check.ts'
import { ClockCheck } from './clock-check.ts'
import type { OrderManagerConfig } from './config.ts'
import type { CurrenciesOf } from './core/account-state.ts'
import { type AccountSummary, summarizeAccount } from './core/account-summary.ts'
import { isSpent } from './core/adopt-order.ts'
import { awaitsCancel } from './core/cancel-order.ts'
import { contradictsDecision } from './core/follow-report.ts'
import { recover } from './core/lose-track.ts'
import type { OrderChange } from './core/order-entry.ts'
import type { ApprovalKeys } from './core/verify-approval.ts'
import { DoubtResolution } from './doubt-resolution.ts'
import { ExternalOrders } from './external-orders.ts'
import { Halt } from './halt.ts'
import { serveOrders } from './handlers/serve-orders.ts'
import { createOrderCommands, type OrderCommands } from './order-commands.ts'
import { OrderScan } from './order-scan.ts'
import { type OrderCounters, OrderTelemetry } from './order-telemetry.ts'
import { Reconciliation } from './reconciliation.ts'
import { VenueEvidence } from './venue-evidence.ts'
import { VenueLooks } from './venue-looks.ts'
import { settlesWithin } from './with-deadline.ts'

export interface OrderManagerPorts {
  readonly bus: Bus
  readonly rpcServer: RpcServer
  readonly store: OrderStore
  readonly venue: Venue
  readonly scheduler: Scheduler
  readonly logger: Logger
  readonly metrics: Metrics
  readonly crashPoints: CrashPoints
  /** Of this machine. */
  readonly haltLatch: HaltLatch
  /** Where an order manager on another machine may lead next: what it reads, while the store may be away. */
  readonly sharedLatch?: HaltLatch
  /** Where several could be the account's order manager: nothing is sent once it has lapsed. */
  readonly lease?: Pick<Lease, 'lapsed'>
  /** Live keys of approvals, by key id. */
  readonly keys: ApprovalKeys
  /** The state can no longer be trusted to memory: the process should end, and a restart recovers. */
  readonly onFatal: (error: unknown) => void
  /** For venues whose symbols are not written BASE-QUOTE. */
  readonly currenciesOf?: CurrenciesOf
  /** Told in the moment the venue is called. */
  readonly onHandedToVenue?: (intent: OrderIntent, at: UnixNanos) => void
}

export interface OrderManagerSummary extends AccountSummary {
  readonly counters: OrderCounters
}

export interface OrderManager extends Service {
  /**
   * For a process that must end, since another one is the account's order manager from now on or nobody is: what has to be
   * done before. No call is taken any more, and nothing is sent or written; a cancel-all under way is finished and
   * answered, and while halted what is open is cancelled. Undefined when there is nothing of that. It takes as long as the
   * venue does: whoever waits sets a time.
   */
  lastCancels(): Promise<void> | undefined
  /** Plain sorted data of everything stored, for comparing two replays. */
  summaryState(): Promise<OrderManagerSummary>
}

interface Parts {
  readonly writer: AccountWriter
  readonly commands: OrderCommands
  readonly evidence: VenueEvidence
  readonly external: ExternalOrders
  readonly reconciliation: Reconciliation
  /** After recovery: goes on with the doubts of earlier processes. */
  readonly resumeDoubts: () => Promise<void>
  /** From here on the venue is called and listened to. Ends with the first reconciliation. */
  readonly connect: () => Promise<void>
}

/** For answers to leave; calls that wait for a store that is away have none to give. */
const ANSWERED_MS = 300

export function createOrderManager(ports: OrderManagerPorts, config: OrderManagerConfig): OrderManager {
  const { bus, store, venue, scheduler, rpcServer, crashPoints } = ports
  // Mode is on every line of a process already: whoever makes its logger says so.
  const logger = ports.logger.child({ account: config.accountId })
  const telemetry = new OrderTelemetry({ ...config, venue: venue.id, metrics: ports.metrics, logger })
  const name = 'order-manager'
  const { metrics } = ports
  const relay = createOutboxRelay({
    ...{ name, outbox: store, bus, scheduler, logger, metrics, crashPoints },
    deadLetter: (record, reason) => deadLetterRecord(record, reason, scheduler.now()),
  })
  let parts: Parts | undefined
  let failure: unknown

  const onFatal = (error: unknown): void => {
    failure ??= error
    logger.error({ err: error }, 'order manager stopped: its store cannot be written')
    const cancelAll = parts?.commands.cancelAll
    // A halt needs no store, and the process is not to end in the middle of it.
    if (cancelAll === undefined || cancelAll.isIdle) ports.onFatal(error)
    else void cancelAll.idle().then(() => ports.onFatal(error))
  }
  const opened = (): Parts => {
    if (parts === undefined) throw new Error('the order manager has not been started')
    return parts
  }

  return {
    name,
    start: async () => {
      parts = await openParts({ ...ports, logger }, config, telemetry, onFatal, () => relay.notify())
      const { commands, writer } = parts
      await writer.run(() => commands.halt.writeRow(writer))
      await recoverOrders(writer, telemetry, scheduler)
      await parts.resumeDoubts()
      relay.start()
      serveOrders(rpcServer, { ...parts, ...commands, mode: config.mode, crashPoints, logger })
      await parts.connect()
    },
    stop: async () => {
      await rpcServer.withdraw(orderService.placeOrder.service)
      if (parts !== undefined) await stopParts(parts, venue)
      await relay.stop()
    },
    lastCancels: () => {
      const cancelAll = parts?.commands.cancelAll
      if (cancelAll === undefined || cancelAll.isSettled) return undefined
      const answered = rpcServer.withdraw(orderService.placeOrder.service)
      return cancelAll
        .settled()
        .then(() => settlesWithin(scheduler, ANSWERED_MS, answered))
        .then(() => {})
    },
    health: () => {
      if (failure !== undefined) return { ready: false, detail: 'stopped: its store cannot be written' }
      if (parts === undefined) return { ready: false, detail: 'reconciling with the venue' }
      const { notReconciled } = parts.reconciliation
      return notReconciled === undefined ? healthOf(parts) : { ready: false, detail: notReconciled }
    },
    summaryState: async () => ({
      ...(await summarize(store, opened().writer)),
      counters: structuredClone(telemetry.counters),
    }),
  }
}

async function openParts(
  ports: OrderManagerPorts,
  config: OrderManagerConfig,
  telemetry: OrderTelemetry,
  onFatal: (error: unknown) => void,
  onCommitted: () => void,
): Promise<Parts> {
  const { store, venue, scheduler, crashPoints } = ports
  const { currenciesOf = currenciesOfSymbol, onHandedToVenue = () => {} } = ports
  const { mode, lookupTimeoutMs, executionOverlapMs } = config
  const account = await store.loadAccount(config.accountId)
  const halt = await Halt.open({ ...ports, latch: ports.haltLatch }, account)
  let connected = false
  const onRecorded = (change: OrderChange): void => {
    telemetry.recorded(change)
    doubts.note(change)
    if (!connected) return
    commands.recorded(change)
    if (becameCancelable(change)) commands.cancellation.sendIfDue(change.entry.order)
    if (becameUnknown(change)) void reconciliation.request()
    if (contradictsDecision(change)) reconciliation.contradicted(change.entry.order)
  }
  const writer = await AccountWriter.open(account, {
    ...{ store, scheduler, crashPoints, currenciesOf },
    ...{ onCommitted, onRecorded, onFatal },
  })
  const looks = new VenueLooks({ venue, scheduler, lookupTimeoutMs })
  const shared = { ...ports, writer, telemetry, currenciesOf, mode, lookupTimeoutMs, looks }
  const evidence = new VenueEvidence({ ...shared, executionOverlapMs })
  const external = new ExternalOrders({ ...shared, evidence })
  const doubts = new DoubtResolution({ ...shared, rules: config })
  const commands = createOrderCommands({
    ...shared,
    ...{ halt, config, evidence, onHandedToVenue },
    leaseLapsed: () => ports.lease?.lapsed(),
    reconciliation: () => reconciliation,
  })
  commands.audit.restore(await store.auditClosures(config.accountId))
  const reconciliation: Reconciliation = new Reconciliation({
    ...shared,
    ...{ evidence, doubts },
    scan: new OrderScan({ ...shared, ...commands, evidence, external }),
    balances: new BalanceCheck(shared),
    clock: new ClockCheck({
      ...shared,
      maxOffsetMs: config.maxClockOffsetMs,
      onMeasured: (offsetMs) => telemetry.clockMeasured(offsetMs),
    }),
    open: () => openAccount(shared),
    intervalMs: config.reconcileIntervalMs,
    resolveIntervalMs: config.resolveIntervalMs,
    retryMs: config.reconcileRetryMs,
    maxAgeMs: config.maxReconciliationAgeMs,
  })
  const resumeDoubts = async (): Promise<void> =>
    doubts.resume(await store.doubts(config.accountId), writer.openEntries())
  const connect = async (): Promise<void> => {
    const parts = { evidence, external, reconciliation, commands }
    await venue.start((event) => onVenueEvent(event, parts, ports.logger))
    await commands.paperReset.resume()
    connected = true
    commands.cancelAll.connect()
    await reconciliation.request()
  }
  return { writer, commands, evidence, external, reconciliation, resumeDoubts, connect }
}

function healthOf({ reconciliation, commands }: Parts): ReturnType<OrderManager['health']> {
  const { halt, audit } = commands
  const unexplained = [...reconciliation.unexplained]
  const audited = audit.instruments.map((instrument) => `${instrument} (by the audit)`)
  const closed = [...unexplained, ...audited]
  if (closed.length > 0) return { ready: false, detail: `closed, not explained: ${closed.join(', ')}` }
  const { halted, haltEpoch } = halt.state
  return { ready: true, detail: halted ? `halted in epoch ${haltEpoch}` : 'reconciled with the venue' }
}

const becameCancelable = ({ before, entry }: OrderChange): boolean =>
  awaitsCancel(entry.order) && !(before !== undefined && awaitsCancel(before))

const becameUnknown = ({ before, entry }: OrderChange): boolean =>
  entry.order.state === 'UNKNOWN' && before?.state !== 'UNKNOWN'

/** One transaction: what was only written down was not sent, what was being sent may have been. */
async function recoverOrders(
  writer: AccountWriter,
  telemetry: OrderTelemetry,
  scheduler: Scheduler,
): Promise<void> {
  await writer.run(async () => {
    const entries = writer.openEntries()
    telemetry.found(entries.map(({ order }) => order))
    await writer.recordAll(entries.map((entry) => recover(entry, scheduler.now())))
  })
}

type Listeners = Pick<Parts, 'evidence' | 'external' | 'reconciliation' | 'commands'>

function onVenueEvent(event: VenueEvent, listeners: Listeners, logger: Logger): void {
  const { evidence, external, reconciliation, commands } = listeners
  const failed = (error: unknown): void =>
    logger.error({ err: error, kind: event.kind }, 'venue event failed')
  switch (event.kind) {
    case 'EXECUTION':
      evidence
        .book([event.execution])
        .then(([unplaced]) => unplaced && external.notice(unplaced.clientOrderId))
        .catch(failed)
      return
    case 'ORDER':
      commands.cancelAll.heard(event.report)
      evidence
        .followWithFills(event.report)
        .then((taken) => {
          if (taken === 'EXTERNAL' && !isSpent(event.report)) external.notice(event.report.clientOrderId)
          else if (taken === 'LACKS_FILLS') void reconciliation.request()
        })
        .catch(failed)
      return
    case 'RECONNECTED':
      reconciliation.reconnected()
  }
}

/** Calls under way are waited for, since their outcomes are worth more written down than looked for after a restart. */
async function stopParts(parts: Parts, venue: Venue): Promise<void> {
  const { commands } = parts
  await parts.reconciliation.stop()
  await parts.external.stop()
  commands.cancelAll.stop()
  await commands.cancelAll.idle()
  commands.replacements.dropAll('the order manager is stopping')
  // An order answered and not yet handed over is still in the writer's turn: after it, it counts as in flight.
  await parts.writer.run(async () => {}).catch(() => {})
  await Promise.all([commands.submission.settled(), commands.cancellation.settled()])
  await venue.stop()
  await parts.writer.close('the order manager is stopping')
}

async function summarize(store: OrderStore, writer: AccountWriter): Promise<AccountSummary> {
  const { account, ledger } = writer.state
  const orders: Order[] = []
  const limit = 500
  let page = await store.listOrders({ accountId: account.accountId, limit })
  for (let before = page.at(-1); before !== undefined; before = page.at(-1)) {
    orders.push(...page)
    page = await store.listOrders({ accountId: account.accountId, limit, before })
  }
  const executions = await Array.fromAsync(store.allExecutions(account.accountId))
  return summarizeAccount(account.accountSeq, ledger, orders, executions)
}
