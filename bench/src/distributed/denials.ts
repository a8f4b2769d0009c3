/** How many intents risk has denied, by code, as its own metrics say: a load that is denied measures nothing. */
import { scrape } from './scrape.ts'

const DECISIONS = /^ots_risk_decisions_total\{([^}]*)\} (\S+)$/gm
const CODE = /code="([^"]*)"/
const DENIED = /result="DENIED"/

export async function denials(urls: readonly string[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  for (const text of await Promise.all(urls.map(scrape))) {
    for (const [, labels = '', count = ''] of text.matchAll(DECISIONS)) {
      if (!DENIED.test(labels)) continue
      const name = `denied ${CODE.exec(labels)?.[1] ?? ''}`
      counts[name] = (counts[name] ?? 0) + Number(count)
    }
  }
  return counts
}
