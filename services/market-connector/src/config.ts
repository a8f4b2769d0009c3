import { instrumentId } from '@oasis/domain'
import { parsedText } from '@oasis/runtime'
import { z } from 'zod'

const ms = z.int().positive()

export const marketConnectorConfigSchema = z.strictObject({
  /** What to subscribe, like `coinbase:BTC-USD`; all of the feed's venue. */
  instruments: z.array(parsedText(instrumentId)).min(1),
  /** Least time between two quotes of one instrument. */
  quoteIntervalMs: ms.default(50),
  quoteDepth: z.int().min(1).max(25).default(25),
  /** Silence about an instrument after which its book is no longer believed. */
  stalenessMs: ms.default(10_000),
  /** Silence of the whole socket, which has a heartbeat a second, after which it is given up. */
  socketSilenceMs: ms.default(5_000),
  /** How long a subscription may take to bring a snapshot before the connection is replaced. */
  snapshotTimeoutMs: ms.default(10_000),
  instrumentRefreshMs: ms.default(3_600_000),
  /** Comparison with the venue's REST book; 0 turns it off, as a recording does. */
  bookCheckIntervalMs: z.int().nonnegative().default(300_000),
  /** Largest accepted difference of a best price from REST's, as a share of it. */
  bookCheckTolerance: z.number().positive().max(0.5).default(0.002),
  /** Records waiting for the bus above which the socket is not read. */
  maxQueuedRecords: z.int().positive().default(20_000),
})
export type MarketConnectorConfig = z.infer<typeof marketConnectorConfigSchema>
