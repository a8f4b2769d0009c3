import type { UnixNanos } from '@oasis/domain'

/** A moment as a gauge has it: seconds since 1970, 0 for none. Ages are the query's: they grow while a process hangs. */
export const timestampSeconds = (moment: UnixNanos | undefined): number =>
  moment === undefined ? 0 : Number(moment) / 1e9
