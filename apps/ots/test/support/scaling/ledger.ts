/** What was written down of orders, by the order manager and by the venue itself, read without any code of theirs. */
import pg from 'pg'

export interface LedgerOrder {
  readonly id: string
  readonly intentId: string
  readonly strategyId: string
  readonly cause: string
  readonly state: string
}

export interface Ledger {
  readonly orders: readonly LedgerOrder[]
  readonly executions: readonly string[]
  /** At the venue: client order ids, and ids of executions. */
  readonly atVenue: { readonly orders: ReadonlySet<string>; readonly executions: readonly string[] }
}

interface VenueRecord {
  readonly orders?: readonly { readonly clientOrderId: string }[]
  readonly executions?: readonly { readonly executionId: string }[]
}

export async function readLedger(url: string): Promise<Ledger> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    query_timeout: 10_000,
  })
  await client.connect()
  try {
    const { rows: orders } = await client.query<LedgerOrder>(`SELECT client_order_id AS id, state,
      intent_id AS "intentId", strategy_id AS "strategyId", cause_event_id AS cause FROM order_manager.orders`)
    const { rows: executions } = await client.query<{ id: string }>(
      'SELECT execution_id AS id FROM order_manager.executions',
    )
    const { rows: records } = await client.query<{ data: string }>(
      'SELECT data FROM venue_paper.paper_records',
    )
    const journal = records.map(({ data }): VenueRecord => JSON.parse(data))
    return {
      orders,
      executions: executions.map(({ id }) => id),
      atVenue: {
        orders: new Set(journal.flatMap((record) => (record.orders ?? []).map((each) => each.clientOrderId))),
        executions: journal.flatMap((record) => (record.executions ?? []).map((each) => each.executionId)),
      },
    }
  } finally {
    await client.end()
  }
}
