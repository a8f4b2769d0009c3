/** The simulator's options, as its creator or the command line gives them. */
import { parseMoney, parseRate } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import { KEY_ALGORITHMS, PERMISSIONS } from './accounts/user.ts'
import { MOST_GENERATED } from './core/generated-products.ts'
import { builtInProducts, productSpecSchema } from './core/product-spec.ts'
import { checkStartPrice } from './core/synthetic-market.ts'
import { faultsOptionSchema, NO_FAULTS } from './faults/fault-plan.ts'

const rate = z.string().refine((text) => isParsed(parseRate, text), 'a decimal, as in "0.009"')
const amount = z
  .string()
  .regex(/^\d+(\.\d{1,18})?$/, 'a decimal, as in "1000.5"')
  .transform(parseMoney)
const balances = z.record(z.string().regex(/^[A-Z0-9]{1,16}$/, 'a currency, as in USD'), amount)

const keySchema = z.strictObject({
  name: z.string().min(1),
  algorithm: z.enum(KEY_ALGORITHMS),
  /** SPKI, PEM. */
  publicKey: z.string().includes('BEGIN PUBLIC KEY'),
  permissions: z.array(z.enum(PERMISSIONS)).default(['view', 'trade']),
})

export const userSchema = z.strictObject({
  name: z.string().min(1),
  portfolioId: z.uuid().optional(),
  balances: balances.default({}),
  makerFeeRate: rate.optional(),
  takerFeeRate: rate.optional(),
  pricingTier: z.string().optional(),
  keys: z.array(keySchema).default([]),
})

export type UserOptions = z.output<typeof userSchema>
export type KeyOptions = z.output<typeof keySchema>

const latency = (usual: number) => z.coerce.number().int().min(0).max(60_000).default(usual)

export const simulatorOptionsSchema = z.strictObject({
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 takes a free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(8090),
  seed: z.coerce.string().default('1'),
  /** Where market, users and orders are kept over restarts; without it every start is a new venue. */
  dataDir: z.string().min(1).optional(),
  /** Ids of built-in products, or whole definitions of further ones. */
  products: z
    .array(z.union([z.enum(builtInProducts.map((product) => product.id)), productSpecSchema]))
    .min(1)
    .default(builtInProducts.map((product) => product.id)),
  /** That many further products of the synthetic market, made up. */
  generatedProducts: z.coerce.number().int().min(0).max(MOST_GENERATED).default(0),
  /** Candles that exist before the first start. */
  historyHours: z.coerce.number().int().min(1).max(720).default(26),
  /** A recorded Advanced Trade capture to replay instead of the synthetic market. */
  capture: z.string().min(1).optional(),
  /** Times as fast as recorded. */
  speed: z.union([z.literal('max'), z.coerce.number().positive().max(10_000)]).default(1),
  loop: z.stringbool().or(z.boolean()).default(false),
  /** A capture begins this long after the first subscription, so that a client can make all of its own. */
  captureDelayMs: z.coerce.number().int().min(0).default(500),
  /** Every so-many-th trade is told without the side of its maker; 0 for none. */
  unknownSideEvery: z.coerce.number().int().min(0).default(0),
  /** Left out of frames when undefined, as on the recorded market feed. */
  clientId: z.string().optional(),
  firstSubscribeMs: z.coerce.number().int().positive().default(5_000),
  silenceMs: z.coerce.number().int().positive().default(75_000),
  /** Requests a second on the WebSocket for one client address; 0 for no limit. */
  messagesPerSecond: z.coerce.number().int().min(0).default(8),
  maxBacklogBytes: z.coerce
    .number()
    .int()
    .positive()
    .default(64 * 1024 * 1024),

  /** What the default user begins with. */
  balances: balances.prefault({ USD: '100000' }),
  /** Where the default user's key is, or is written to; `coinbase-key.json` in the data folder without it. */
  keyFile: z.string().min(1).optional(),
  /** Of a key file that is written. */
  keyAlgorithm: z.enum(KEY_ALGORITHMS).default('ES256'),
  /** Further users. */
  users: z.array(userSchema).default([]),
  /**
   * Fixed fees of users that have none of their own. Without them a user pays by what it has traded in thirty days,
   * from the venue's entry tier on (`accounts/fee-tiers.ts`); where only one is given, the other is the entry tier's.
   */
  makerFeeRate: rate.optional(),
  takerFeeRate: rate.optional(),
  /** What fixed fees are called. */
  pricingTier: z.string().default('Intro 1'),
  /** REST requests a second for one user; 0 for no limit. */
  privateRequestsPerSecond: z.coerce.number().int().min(0).default(30),
  /** From the acknowledgement of an order, a cancel, an edit until it happens in the book. */
  orderLatencyMs: latency(5),
  cancelLatencyMs: latency(20),
  editLatencyMs: latency(20),
  /** What a repeated client order id comes to: the existing order, an error, or, at a venue unlike Coinbase, another order. */
  duplicateClientOrderId: z.enum(['existing', 'error', 'another']).default('existing'),
  /** Hosts that a token may name besides the local ones and api.coinbase.com; with any port. */
  jwtHosts: z.array(z.string().min(1)).default([]),
  /** What goes wrong by itself: `none`, `default`, or a plan. */
  faults: faultsOptionSchema.default(NO_FAULTS),
  /** When it does is drawn from this. */
  faultSeed: z.coerce.string().default('1'),
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

function isParsed(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text)
    return true
  } catch {
    return false
  }
}
