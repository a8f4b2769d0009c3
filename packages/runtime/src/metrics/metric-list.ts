/** Every metric, in one list: registry, documentation and dashboards come from it. Base units; bounded labels. */
export interface MetricDefinition {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels: readonly string[]
  /** Histogram bounds in seconds. */
  readonly buckets?: readonly number[]
}

const FAST = [
  0.00005, 0.0001, 0.0002, 0.0003, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5,
]
const NETWORK = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Of a call: from a decision in memory to one that waits for the venue. */
const CALL = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10]

const counter = (help: string, labels: readonly string[] = []): MetricDefinition => ({
  type: 'counter',
  help,
  labels,
})
const gauge = (help: string, labels: readonly string[] = []): MetricDefinition => ({
  type: 'gauge',
  help,
  labels,
})
const histogram = (
  help: string,
  labels: readonly string[],
  buckets: readonly number[],
): MetricDefinition => ({
  type: 'histogram',
  help,
  labels,
  buckets,
})

export const METRICS = {
  ots_feed_messages_total: counter('Frames received from a venue.', ['venue', 'channel']),
  ots_feed_malformed_total: counter('Frames that were no message of the protocol.', ['venue']),
  ots_feed_gaps_total: counter('Holes in a connection sequence.', ['venue']),
  ots_feed_resyncs_total: counter('Quarantines that ended with every book live again.', ['venue']),
  ots_feed_trade_gaps_total: counter('Missing trade ids that could not be fetched.', ['venue', 'instrument']),
  ots_feed_reconnects_total: counter('Connections opened after the first.', ['venue']),
  ots_feed_staleness_seconds: gauge('Time since the last message about an instrument.', ['instrument']),
  ots_feed_books: gauge('Order books by their phase: awaiting a snapshot, live, quarantined.', [
    'venue',
    'phase',
  ]),
  ots_feed_latency_seconds: histogram('Venue time of sending to our receipt.', ['venue'], NETWORK),
  ots_feed_book_mismatches_total: counter('Comparisons with the REST book that were out of tolerance.', [
    'instrument',
  ]),
  ots_bus_published_total: counter('Records published.', ['topic']),
  ots_bus_consumer_lag: gauge('Records in the log that a group has not processed, those in hand included.', [
    'topic',
    'group',
  ]),
  ots_bus_consumed_total: counter('Records that a group has been given and has processed.', [
    'topic',
    'group',
  ]),
  ots_bus_publish_retries_total: counter('Attempts to write records that have to be repeated.', ['topic']),
  ots_bus_rebalances_total: counter('Times that partitions of a group were shared out.', ['group']),
  ots_dead_letters_total: counter('Records put aside because they could not be used.', ['topic', 'reason']),
  ots_duplicates_total: counter('Events ignored because they were seen before.', ['topic']),
  ots_signals_total: counter('Intents that strategies emitted.', ['strategy']),
  ots_strategy_errors_total: counter('Strategies stopped by an error of their own.', ['strategy']),
  ots_risk_decisions_total: counter('Decisions on intents.', ['result', 'code', 'mode', 'account']),
  ots_risk_check_seconds: histogram('Duration of the pure risk check.', [], FAST),
  ots_risk_limit_utilization: gauge('Share of a limit in use.', ['limit', 'scope']),
  ots_orders_total: counter('Orders by the state they reached.', ['venue', 'state', 'mode', 'account']),
  ots_order_submit_seconds: histogram('Submit call to outcome.', ['venue'], NETWORK),
  ots_orders_unknown: gauge('Orders whose outcome cannot be told yet.', ['account', 'mode']),
  ots_orders_unknown_since_timestamp_seconds: gauge(
    'When the oldest of them became so, be it in the hands of a person by now; 0 when there is none.',
    ['account', 'mode'],
  ),
  ots_orders_review: gauge('Orders whose outcome a person has to decide.', ['account', 'mode']),
  ots_invalid_transitions_total: counter('Events that the order table does not know.', ['state', 'trigger']),
  ots_tick_to_order_seconds: histogram('Frame received to order handed to the venue.', ['mode'], FAST),
  ots_order_stage_seconds: histogram(
    'Frame received to a stage of the order path: emitted, decided, written; sent is ots_tick_to_order_seconds.',
    ['stage', 'mode'],
    FAST,
  ),
  ots_reconciliation_differences: gauge('Unexplained differences to the venue.', ['kind', 'account', 'mode']),
  ots_audit_differences: gauge('Numbers that differ from what executions make.', ['source', 'account']),
  ots_executions_total: counter('Executions booked.', ['account', 'mode', 'liquidity']),
  ots_position: gauge('Position in base units, for display.', ['instrument', 'account', 'mode']),
  ots_pnl: gauge('Profit and loss in the valuation currency, for display.', ['kind', 'account', 'mode']),
  ots_equity: gauge('Equity in the valuation currency, for display.', ['account', 'mode']),
  ots_bot_status: gauge('0 running, 1 paused, 2 halted, 3 reconciling, 4 stopped.', ['account', 'mode']),
  ots_trading_mode: gauge('0 paper, 1 real.', ['account']),
  ots_dry_run: gauge('1 where orders are previewed and never sent.', ['account', 'mode']),
  ots_outbox_pending: gauge('Records written and not yet published.', ['service']),
  ots_outbox_waiting_since_timestamp_seconds: gauge(
    'Since when records wait of which none has been published; 0 when none waits.',
    ['service'],
  ),
  ots_http_request_seconds: histogram('HTTP requests served.', ['route', 'status'], NETWORK),
  ots_logins_total: counter('Logins by how they ended.', ['result']),
  ots_commands_total: counter('Commands of the Control Center by the state they reached.', [
    'action',
    'state',
  ]),
  ots_audit_head_seq: gauge('Number of the newest entry of the audit log; it never falls.', []),
  ots_rpc_server_seconds: histogram(
    'Calls served, by the status that they ended with.',
    ['service', 'method', 'status'],
    CALL,
  ),
  ots_rpc_client_seconds: histogram(
    'Calls made, by the status that they ended with.',
    ['service', 'method', 'status'],
    CALL,
  ),
  ots_lease_held: gauge('1 while this process holds the lease, 0 while it waits for it.', ['lease']),
  ots_service_ready: gauge('1 when the part can do its work.', ['service']),
  ots_clock_offset_seconds: gauge("The venue's clock less ours, at the last reconciliation.", ['venue']),
  ots_disk_free_bytes: gauge('Free space where a folder is.', ['folder']),
  ots_disk_size_bytes: gauge('Size of the file system that a folder is on.', ['folder']),
  ots_certificate_expiry_timestamp_seconds: gauge(
    'When a certificate that this process uses expires; 0 when its file cannot be read.',
    ['certificate'],
  ),
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof METRICS
export type MetricLabels = Readonly<Record<string, string>>
