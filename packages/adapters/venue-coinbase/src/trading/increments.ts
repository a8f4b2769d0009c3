import type { InstrumentId, Quantity } from '@oasis/domain'

/** The smallest step of an instrument's base quantity; undefined while it is not known. */
export type IncrementOf = (id: InstrumentId) => Quantity | undefined
