import type { Scenario } from '../scenario.ts'
import { denialCodes, limitChange, pausedAccount } from './refusing.ts'
import { restarts } from './restarting.ts'
import { haltAndResume, parameterChange } from './steering.ts'
import { partFillsAndCancels, severalInstruments, tradeBecomesOrder, twoStrategies } from './trading.ts'

export const SCENARIOS: readonly Scenario[] = [
  tradeBecomesOrder,
  denialCodes,
  haltAndResume,
  parameterChange,
  limitChange,
  twoStrategies,
  severalInstruments,
  partFillsAndCancels,
  pausedAccount,
  ...restarts,
]
