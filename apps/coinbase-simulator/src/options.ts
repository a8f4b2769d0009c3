/** The simulator's options, as its creator or the command line gives them. */
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import { builtInProducts, productSpecSchema } from './core/product-spec.ts'
import { checkStartPrice } from './core/synthetic-market.ts'

export const simulatorOptionsSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(8090),
  seed: z.coerce.string().default('1'),
  /** Where the market is kept over restarts; without it every start is a new market. */
  dataDir: z.string().min(1).optional(),
  /** Ids of built-in products, or whole definitions of further ones. */
  products: z
    .array(z.union([z.enum(builtInProducts.map((product) => product.id)), productSpecSchema]))
    .min(1)
    .default(builtInProducts.map((product) => product.id)),
  /** Candles that exist before the first start. */
  historyHours: z.coerce.number().int().min(1).max(720).default(26),
  /** A recorded Advanced Trade capture to replay instead of the synthetic market. */
  capture: z.string().min(1).optional(),
  /** Times as fast as recorded. */
  speed: z.union([z.literal('max'), z.coerce.number().positive().max(10_000)]).default(1),
  loop: z.stringbool().or(z.boolean()).default(false),
  /** A capture begins this long after the first subscription, so that a client can make all of its own. */
  captureDelayMs: z.coerce.number().int().min(0).default(500),
  /** Left out of frames when undefined, as on the recorded market feed. */
  clientId: z.string().optional(),
  firstSubscribeMs: z.coerce.number().int().positive().default(5_000),
  silenceMs: z.coerce.number().int().positive().default(75_000),
  /** Requests a second for one client address; 0 for no limit. */
  messagesPerSecond: z.coerce.number().int().min(0).default(8),
  maxBacklogBytes: z.coerce
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024),
})

/** What a caller gives; every field has a default but the folder. */
export type SimulatorOptionsInput = z.input<typeof simulatorOptionsSchema>
export type SimulatorOptions = z.output<typeof simulatorOptionsSchema>

/** @throws OtsError OTS_USAGE that names every faulty option */
export function parseSimulatorOptions(input: unknown): SimulatorOptions {
  const result = simulatorOptionsSchema.safeParse(input)
  if (!result.success) {
    const faults = result.error.issues.map(
      (issue) => `${issue.path.join('.') || 'options'}: ${issue.message}`,
    )
    throw new OtsError('OTS_USAGE', `The simulator's options have faults: ${faults.join('; ')}`)
  }
  for (const product of result.data.products) {
    if (typeof product === 'string') continue
    try {
      checkStartPrice(product)
    } catch (cause) {
      throw new OtsError('OTS_USAGE', `products.${product.id}.startPrice: ${String(cause)}`, { cause })
    }
  }
  return result.data
}
