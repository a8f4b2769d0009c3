import { lossRule } from '../loss-rule.ts'

/** No entries while the day's loss stands at its limit. The account's own limit halts, too: see equity-marks.ts. */
export const dailyLossLimit = lossRule('DAILY_LOSS_LIMIT')
