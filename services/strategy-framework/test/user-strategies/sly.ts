/** Spins outside its callback, where nobody would look: right after it, much later, or when it is written down. */
import { defineStrategy, z } from '@oasis/strategy-sdk'

const WHENS = ['microtask', 'late microtask', 'timer', 'setup'] as const

export default defineStrategy({
  id: 'sly',
  params: z.strictObject({ when: z.enum(WHENS), ms: z.number() }),
  subscriptions: () => [{ trades: true }],
  state: { initial: () => ({ seen: 0 }) },
  create: ({ params, state }) => {
    const spin = () => {
      const end = performance.now() + params.ms
      while (performance.now() < end);
    }
    if (params.when === 'setup') spin()
    return {
      onTrade() {
        state.seen++
        if (params.when === 'microtask') void Promise.resolve().then(spin)
        if (params.when === 'late microtask') void afterMany(50).then(spin)
        if (params.when === 'timer') setTimeout(spin, 5)
      },
    }
  },
})

async function afterMany(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await undefined
}
