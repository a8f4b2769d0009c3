import type { UnixNanos } from '@oasis/domain'

/** Some moment: whatever a scenario comes to must not depend on it. */
export const SCENARIO_START = 1_795_000_000_000_000_000n as UnixNanos
/** Between an end and a new start. */
export const TICK_MS = 100
