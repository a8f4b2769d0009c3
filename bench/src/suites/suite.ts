import type { Row } from '../harness.ts'

export interface SuiteOptions {
  /** Shorter runs, for trying out; figures of a quick run are not for the record. */
  readonly quick: boolean
}

export type Suite = (options: SuiteOptions) => Promise<readonly Row[]>
