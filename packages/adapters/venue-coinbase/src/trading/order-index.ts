/**
 * Which of the venue's orders is which of ours. The venue can be asked by its own ids only, and its fills name no
 * client order id; so every pair that passes by is remembered. Losing this memory costs requests, never correctness.
 */
import {
  type ClientOrderId,
  clientOrderId,
  type InstrumentId,
  type VenueOrderId,
  venueOrderId,
} from '@oasis/domain'

const REMEMBERED = 50_000
const EXTERNAL = 'external-'

interface Known {
  readonly clientOrderId: ClientOrderId
  /** What it was submitted for: the stream may show `-USDC` orders under the `-USD` product. */
  readonly instrumentId: InstrumentId | undefined
}

export class OrderIndex {
  readonly #byVenueId = new Map<VenueOrderId, Known>()
  readonly #venueIds = new Map<ClientOrderId, VenueOrderId>()
  readonly #submitted = new Map<ClientOrderId, InstrumentId>()

  /** It is about to be sent. */
  expect(id: ClientOrderId, instrument: InstrumentId): void {
    remember(this.#submitted, id, instrument)
  }

  /** `instrument` only from where it is what the order was placed for. */
  link(venueId: VenueOrderId, id: ClientOrderId, instrument?: InstrumentId): void {
    const known = this.#byVenueId.get(venueId)
    const instrumentId = this.#submitted.get(id) ?? instrument ?? known?.instrumentId
    remember(this.#byVenueId, venueId, { clientOrderId: id, instrumentId })
    remember(this.#venueIds, id, venueId)
  }

  findByVenueId(venueId: VenueOrderId): Known | undefined {
    return this.#byVenueId.get(venueId)
  }

  findVenueId(id: ClientOrderId): VenueOrderId | undefined {
    return this.#venueIds.get(id) ?? venueIdIn(id)
  }

  /**
   * Ours or its placer's, else the one that it had when it was seen before, else one named after the venue's id, which
   * is always the same.
   */
  nameOf(venueId: VenueOrderId, shown: string): ClientOrderId {
    return parseClientOrderId(shown) ?? this.#byVenueId.get(venueId)?.clientOrderId ?? externalId(venueId)
  }
}

function parseClientOrderId(shown: string): ClientOrderId | undefined {
  try {
    return shown === '' ? undefined : clientOrderId(shown)
  } catch {
    return undefined
  }
}

const externalId = (id: VenueOrderId): ClientOrderId => clientOrderId(`${EXTERNAL}${id}`)

function venueIdIn(id: ClientOrderId): VenueOrderId | undefined {
  return id.startsWith(EXTERNAL) && id.length > EXTERNAL.length
    ? venueOrderId(id.slice(EXTERNAL.length))
    : undefined
}

/** The oldest is forgotten. */
function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= REMEMBERED) return
  for (const oldest of map.keys()) {
    map.delete(oldest)
    return
  }
}
