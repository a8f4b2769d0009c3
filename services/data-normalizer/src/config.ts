import { venueId } from '@oasis/domain'
import { z } from 'zod'
import { SIDE_CONVENTIONS } from './core/side-convention.ts'

const knownVenue = z
  .string()
  .refine((venue) => Object.hasOwn(SIDE_CONVENTIONS, venue), 'it is not known whose side this venue reports')
  .transform((text) => venueId(text))

export const dataNormalizerConfigSchema = z.strictObject({
  /** Whose raw topics to read. */
  venues: z.array(knownVenue).min(1),
  /** How far a venue's clock may be ahead of ours before its times are not believed. */
  maxClockAheadMs: z.int().positive().default(300_000),
  /** A price more than so many times, or less than that part of, the last one is not believed. */
  maxPriceFactor: z.int().min(2).max(1_000).default(10),
  /** How long an event waits for its instrument's reference data, which comes by another topic. */
  instrumentWaitMs: z.int().nonnegative().default(2_000),
  /** Event ids that are remembered, per kind of event. */
  rememberedEvents: z.int().positive().default(100_000),
})
export type DataNormalizerConfig = z.infer<typeof dataNormalizerConfigSchema>
