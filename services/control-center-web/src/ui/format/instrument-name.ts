/** `coinbase:BTC-USD` → `BTC-USD`: what people call it, where the venue is plain. */
export const symbolOf = (instrumentId: string): string => instrumentId.slice(instrumentId.indexOf(':') + 1)

/** `coinbase:BTC-USD` → `BTC`. */
export const baseOf = (instrumentId: string): string => symbolOf(instrumentId).split('-')[0] ?? instrumentId
