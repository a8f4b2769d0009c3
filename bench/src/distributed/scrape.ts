/** A process's `/metrics`, as Prometheus would read it. */
export async function scrape(url: string): Promise<string> {
  const response = await fetch(new URL('/metrics', url), { signal: AbortSignal.timeout(5_000) })
  return response.text()
}
