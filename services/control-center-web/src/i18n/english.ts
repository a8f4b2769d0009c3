import audit from '../../messages/en/audit.json'
import backtests from '../../messages/en/backtests.json'
import charts from '../../messages/en/charts.json'
import frame from '../../messages/en/frame.json'
import market from '../../messages/en/market.json'
import operations from '../../messages/en/operations.json'
import overview from '../../messages/en/overview.json'
import portfolio from '../../messages/en/portfolio.json'
import risk from '../../messages/en/risk.json'
import session from '../../messages/en/session.json'
import settings from '../../messages/en/settings.json'
import strategies from '../../messages/en/strategies.json'
import system from '../../messages/en/system.json'
import ui from '../../messages/en/ui.json'

/** All texts, by area: the first part of a key is the file it is in. */
export const ENGLISH = {
  audit,
  backtests,
  charts,
  frame,
  market,
  operations,
  overview,
  portfolio,
  risk,
  session,
  settings,
  strategies,
  system,
  ui,
}
