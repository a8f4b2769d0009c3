import { defineStrategy, z } from '@oasis/strategy-sdk'

export default defineStrategy({
  id: 'something-else',
  params: z.strictObject({}),
  subscriptions: () => [],
  create: () => ({}),
})
