/** Remembers the closes of its bars, those of before it began included. */
import { defineStrategy, z } from '@oasis/strategy-sdk'

export default defineStrategy({
  id: 'warmed',
  params: z.strictObject({}),
  subscriptions: () => [{ bars: '1m', warmUp: 3 }],
  state: { initial: () => ({ closes: [] as bigint[] }) },
  create: ({ state }) => ({
    onBar: (bar) => void state.closes.push(bar.close),
  }),
})
