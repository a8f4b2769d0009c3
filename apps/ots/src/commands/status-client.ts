/** What a running `ots up` says of itself, over its status API. */
import { OtsError } from '@oasis/runtime'
import { z } from 'zod'
import type { OtsConfig } from '../config/schema.ts'

const TIMEOUT_MS = 3_000

const positionSchema = z.object({
  instrumentId: z.string(),
  quantity: z.string(),
  mark: z.string().nullable(),
  value: z.string().nullable(),
  unrealizedPnl: z.string().nullable(),
  realizedPnl: z.string(),
  fees: z.string(),
})

/** Where what is shown comes from: nobody may take one mode's numbers for the other's. */
const origin = { mode: z.string(), dryRun: z.boolean() }

export const portfolioSchema = z.object({
  ...origin,
  source: z.string(),
  accounts: z.array(
    z.object({
      accountId: z.string(),
      equity: z.string().nullable(),
      valuationCurrency: z.string(),
      balances: z.array(z.object({ currency: z.string(), total: z.string(), held: z.string() })),
      positions: z.array(positionSchema),
    }),
  ),
})

export const operationsSchema = z.object({
  ...origin,
  items: z.array(
    z.object({
      clientOrderId: z.string(),
      mode: z.string(),
      createdAt: z.string(),
      strategyId: z.string(),
      instrumentId: z.string(),
      side: z.string(),
      type: z.string(),
      quantity: z.string().nullable(),
      quoteQuantity: z.string().nullable(),
      filledQuantity: z.string(),
      fees: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
})

type Origin = z.infer<z.ZodObject<typeof origin>>

/** Unmistakable where money is meant, and where what is shown was never ordered. */
export const modeLine = ({ mode, dryRun }: Origin, where = ''): string =>
  `${mode}${mode === 'REAL' ? ' MONEY' : ''}${where}${dryRun ? ', DRY RUN: no order is sent' : ''}`

export async function fetchStatus<T>(config: OtsConfig, path: string, schema: z.ZodType<T>): Promise<T> {
  const { host, port } = config.http
  const base = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  let response: Response
  try {
    response = await fetch(new URL(path, base), { signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (cause) {
    throw new OtsError('OTS_NOT_RUNNING', `nothing answers on ${base}`, {
      cause,
      hint: 'Start the system with "npm start", or name its port with OTS_HTTP_PORT.',
    })
  }
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (!response.ok || !parsed.success) {
    throw new OtsError('OTS_NOT_RUNNING', `${base} is not the status API of this version`, {
      hint: 'Another program may use the port; name the right one with OTS_HTTP_PORT.',
    })
  }
  return parsed.data
}
