/** `ots.yaml` of a loaded system: a paper venue without latency, and limits that do not bind. */
export interface LoadedStrategy {
  readonly id: string
  readonly type: string
  readonly symbols: readonly string[]
  readonly params: Readonly<Record<string, unknown>>
}

const BOUNDLESS = '1000000000000'

export function loadSettings(strategies: readonly LoadedStrategy[]) {
  const account = 'coinbase.main.paper'
  return {
    strategies: strategies.map(({ id, type, symbols, params }) => ({
      ...{ id, type, params },
      instruments: symbols.map((symbol) => `coinbase:${symbol}`),
    })),
    limits: {
      account: {
        [account]: {
          maxOrderNotional: BOUNDLESS,
          maxPositionNotional: BOUNDLESS,
          maxGrossExposure: BOUNDLESS,
          maxNetExposure: BOUNDLESS,
          maxOpenOrders: 10_000,
          maxOrdersPerSecond: 10_000,
          maxReferenceAgeMs: 60_000,
        },
      },
    },
    venues: { paper: { latencyMs: [0], openingBalances: { USD: '1000000000' } } },
  }
}
