/** What the driver and a venue's process say to each other over IPC, which no fault touches. */
import type { LedgerOrder, VenueLedger } from '../../simulated-venue/venue-ledger.ts'
import type { ChaosSabotage } from '../coinbase/coinbase-settings.ts'
import type { PlaceAddress, PlaceKind } from './place.ts'

export interface OpenVenue {
  readonly kind: 'OPEN'
  readonly place: PlaceKind
  readonly seed: number
  /** For what the venue keeps in files. */
  readonly folder: string
  readonly conclusive: boolean
  readonly instruments: number
  readonly sabotage: ChaosSabotage | undefined
}

export type ToVenue =
  | OpenVenue
  | { readonly kind: 'HEAL' }
  | { readonly kind: 'COUNT' }
  /** What has struck less often is to strike soon. */
  | { readonly kind: 'HASTEN'; readonly faultsOfEachKind: number }
  | { readonly kind: 'READ' }

/** Some venues refuse an order after they have accepted it. */
export type JudgedStatus = LedgerOrder['status'] | 'REJECTED'
export type JudgedOrder = Omit<LedgerOrder, 'status'> & { readonly status: JudgedStatus }

/** What a run is judged by: the ledger of either venue. */
export type LedgerDump = Pick<
  VenueLedger,
  'executions' | 'transfers' | 'balances' | 'requests' | 'exposures'
> & { readonly orders: readonly JudgedOrder[] }

export type VenueFaultCounts = Readonly<Record<string, number>>

export type FromVenue =
  | { readonly kind: 'LISTENING'; readonly address: PlaceAddress }
  | { readonly kind: 'HEALED' }
  /** Of the client's own. */
  | {
      readonly kind: 'COUNTED'
      readonly orders: number
      readonly executions: number
      readonly faults: VenueFaultCounts
    }
  | { readonly kind: 'LEDGER'; readonly ledger: LedgerDump; readonly faults: VenueFaultCounts }
