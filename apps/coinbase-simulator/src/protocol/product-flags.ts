/** Flags with which the venue restricts a product, as they are in its body. Set from outside, for tests. */
import { z } from 'zod'
import type { MarketView } from './market-view.ts'

export const productFlagsSchema = z
  .strictObject({
    trading_disabled: z.boolean(),
    is_disabled: z.boolean(),
    cancel_only: z.boolean(),
    limit_only: z.boolean(),
    post_only: z.boolean(),
    auction_mode: z.boolean(),
    view_only: z.boolean(),
    status: z.enum(['online', 'offline', 'delisted']),
  })
  .partial()

export type ProductFlags = z.infer<typeof productFlagsSchema>

/** The market with its products' flags laid over what its source says. */
export const flaggedView = (view: MarketView, flags: ReadonlyMap<string, ProductFlags>): MarketView => ({
  ...view,
  products: (now) =>
    view.products(now).map((body) => {
      const set = flags.get(body.product_id)
      return set ? { ...body, ...set } : body
    }),
})
