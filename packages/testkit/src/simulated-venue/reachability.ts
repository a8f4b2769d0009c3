/** Whether the venue can be reached, and when it could. */
import { millisBetween, type UnixNanos } from '@oasis/domain'

export class Reachability {
  readonly #outages: { readonly from: UnixNanos; to: UnixNanos | undefined }[] = []

  get reachable(): boolean {
    const last = this.#outages.at(-1)
    return last === undefined || last.to !== undefined
  }

  lose(now: UnixNanos): void {
    if (this.reachable) this.#outages.push({ from: now, to: undefined })
  }

  regain(now: UnixNanos): void {
    const last = this.#outages.at(-1)
    if (last && last.to === undefined) last.to = now
  }

  reachableMs(from: UnixNanos, to: UnixNanos): number {
    if (to <= from) return 0
    const lost = this.#outages.reduce((total, outage) => {
      const start = outage.from > from ? outage.from : from
      const end = outage.to !== undefined && outage.to < to ? outage.to : to
      return end > start ? total + millisBetween(start, end) : total
    }, 0)
    return millisBetween(from, to) - lost
  }
}
