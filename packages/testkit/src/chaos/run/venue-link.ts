/** The driver's end of the venue's process: it steers and reads it, and no fault of the venue is in between. */
import { fileURLToPath } from 'node:url'
import type { PlaceAddress, PlaceKind } from '../place/place.ts'
import type { FromVenue, OpenVenue, ToVenue } from '../place/venue-messages.ts'
import { type Child, startChild } from './child.ts'

const PROGRAMS: Readonly<Record<PlaceKind, string>> = {
  simulated: fileURLToPath(new URL('../venue/venue-process.ts', import.meta.url)),
  coinbase: fileURLToPath(new URL('../coinbase/exchange-process.ts', import.meta.url)),
}

export type Counted = Extract<FromVenue, { kind: 'COUNTED' }>
export type Read = Extract<FromVenue, { kind: 'LEDGER' }>

export class VenueLink {
  readonly address: PlaceAddress
  readonly #child: Child<FromVenue>

  private constructor(child: Child<FromVenue>, address: PlaceAddress) {
    this.#child = child
    this.address = address
  }

  static async open(options: Omit<OpenVenue, 'kind'>): Promise<VenueLink> {
    const child = startChild<FromVenue>({ program: PROGRAMS[options.place] })
    child.send({ kind: 'OPEN', ...options } satisfies ToVenue)
    const { address } = await child.heard('LISTENING')
    return new VenueLink(child, address)
  }

  count(): Promise<Counted> {
    return this.#ask('COUNT', 'COUNTED')
  }

  read(): Promise<Read> {
    return this.#ask('READ', 'LEDGER')
  }

  async heal(): Promise<void> {
    await this.#ask('HEAL', 'HEALED')
  }

  /** Faults that have struck less often strike soon. */
  hasten(faultsOfEachKind: number): void {
    this.#child.send({ kind: 'HASTEN', faultsOfEachKind } satisfies ToVenue)
  }

  close(): void {
    this.#child.kill()
  }

  #ask<Kind extends FromVenue['kind']>(
    question: 'COUNT' | 'READ' | 'HEAL',
    kind: Kind,
  ): Promise<Extract<FromVenue, { kind: Kind }>> {
    const answer = this.#child.heard(kind)
    this.#child.send({ kind: question } satisfies ToVenue)
    return answer
  }
}
