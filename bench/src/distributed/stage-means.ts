/** What the services' own metrics say of the order path: means from a frame's receipt to each of its stages, in milliseconds. */
import { scrape } from './scrape.ts'

const STAGES = /^ots_order_stage_seconds_(sum|count)\{[^}]*stage="(\w+)"[^}]*\} (\S+)$/gm
const HANDED = /^ots_tick_to_order_seconds_(sum|count)\{[^}]*\} (\S+)$/gm

export async function stageMeans(urls: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const means: Record<string, number> = {}
  for (const text of await Promise.all(urls.map(scrape))) {
    const sums = new Map<string, number>()
    for (const [, part = '', stage = '', value = ''] of text.matchAll(STAGES))
      sums.set(`${stage} ${part}`, Number(value))
    for (const [, part = '', value = ''] of text.matchAll(HANDED)) sums.set(`handed ${part}`, Number(value))
    for (const stage of ['emitted', 'decided', 'written', 'handed']) {
      const [sum, count = 0] = [sums.get(`${stage} sum`), sums.get(`${stage} count`)]
      if (sum !== undefined && count > 0) means[`${stage} mean ms`] = Math.round((sum / count) * 1e5) / 100
    }
  }
  return means
}
