/** `coinbase:BTC-USD` → `BTC-USD`: what people call it, where the venue is plain. */
export const symbolOf = (instrumentId: string): string => instrumentId.slice(instrumentId.indexOf(':') + 1)
