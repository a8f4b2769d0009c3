import { lossRule } from '../loss-rule.ts'

/** No entries while the fall from the peak stands at its limit. The account's own limit halts, too: see equity-marks.ts. */
export const drawdownLimit = lossRule('DRAWDOWN_LIMIT')
