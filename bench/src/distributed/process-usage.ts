/** What a process has taken of the machine so far, by its own metrics. */
import { scrape } from './scrape.ts'

export interface Usage {
  readonly name: string
  readonly residentBytes: number
  readonly processorSeconds: number
}

export async function usageOf({
  name,
  url,
}: {
  readonly name: string
  readonly url: string
}): Promise<Usage> {
  const text = await scrape(url)
  const value = (metric: string): number => Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1])
  return {
    name,
    residentBytes: value('process_resident_memory_bytes'),
    processorSeconds: value('process_cpu_seconds_total'),
  }
}
