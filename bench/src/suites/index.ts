import type { Row } from '../harness.ts'
import { codecSuite } from './codec.ts'
import { frameDecodeSuite } from './frame-decode.ts'
import { sustainedSuite } from './sustained.ts'
import { tickToOrderSuite } from './tick-to-order.ts'

export interface SuiteOptions {
  /** Shorter runs, for trying out; figures of a quick run are not for the record. */
  readonly quick: boolean
}

export type Suite = (options: SuiteOptions) => Promise<readonly Row[]>

/** By name, in the order of running. */
export const SUITES: Readonly<Record<string, Suite>> = {
  'frame-decode': frameDecodeSuite,
  codec: codecSuite,
  'tick-to-order': tickToOrderSuite,
  sustained: sustainedSuite,
}
