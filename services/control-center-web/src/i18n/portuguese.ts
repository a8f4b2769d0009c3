import audit from '../../messages/pt-BR/audit.json'
import backtests from '../../messages/pt-BR/backtests.json'
import charts from '../../messages/pt-BR/charts.json'
import frame from '../../messages/pt-BR/frame.json'
import market from '../../messages/pt-BR/market.json'
import operations from '../../messages/pt-BR/operations.json'
import overview from '../../messages/pt-BR/overview.json'
import portfolio from '../../messages/pt-BR/portfolio.json'
import risk from '../../messages/pt-BR/risk.json'
import session from '../../messages/pt-BR/session.json'
import settings from '../../messages/pt-BR/settings.json'
import strategies from '../../messages/pt-BR/strategies.json'
import system from '../../messages/pt-BR/system.json'
import ui from '../../messages/pt-BR/ui.json'

/** All texts, by area: the first part of a key is the file it is in. */
export const PORTUGUESE = {
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
