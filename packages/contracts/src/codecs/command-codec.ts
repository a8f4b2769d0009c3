import {
  accountId,
  type Command,
  type CommandAction,
  type CommandTarget,
  clientOrderId,
  strategyId,
} from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { botStatuses, strategyStatuses } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { limitScopeFromWire, limitScopeToWire, limitsFromWire, limitsToWire } from './limits-wire.ts'
import { messageCodec } from './message-codec.ts'

type CommandWire = oasis.control.v1.Command.$Properties
type TargetWire = oasis.control.v1.CommandTarget.$Properties
type ActionWire = Pick<
  CommandWire,
  'setBotStatus' | 'setStrategyConfig' | 'setStrategyStatus' | 'setRiskLimits' | 'cancelOrder' | 'resetPaper'
>

const at = new Fields('oasis.control.v1.Command')
const atTarget = new Fields('oasis.control.v1.CommandTarget')
const atBot = new Fields('oasis.control.v1.SetBotStatus')
const atStatus = new Fields('oasis.control.v1.SetStrategyStatus')
const atLimits = new Fields('oasis.control.v1.SetRiskLimits')
const atCancel = new Fields('oasis.control.v1.CancelOrder')

/** Short enough that `command/<id>` is an event id. */
const COMMAND_ID = /^[\x21-\x7e]{1,200}$/
export function commandIdFromWire(text: string): string {
  if (!COMMAND_ID.test(text)) throw new RangeError('a UUID, or up to 200 printable characters, are needed')
  return text
}

export const commandTargetToWire = (target: CommandTarget): TargetWire =>
  target.kind === 'ACCOUNT' ? { accountId: target.accountId } : { strategyId: target.strategyId }

export function commandTargetFromWire(wire: TargetWire): CommandTarget {
  const account = atTarget.optional('accountId', wire.accountId, accountId)
  if (account !== undefined) return { kind: 'ACCOUNT', accountId: account }
  return { kind: 'STRATEGY', strategyId: atTarget.parsed('target', wire.strategyId, strategyId) }
}

function actionToWire(action: CommandAction): ActionWire {
  switch (action.kind) {
    case 'SET_BOT_STATUS':
      return {
        setBotStatus: {
          status: botStatuses.toNumber[action.status],
          flatten: action.flatten,
          acceptStalePrices: action.acceptStalePrices,
          haltEpoch: action.haltEpoch ?? null,
        },
      }
    case 'SET_STRATEGY_CONFIG':
      return { setStrategyConfig: { params: action.params } }
    case 'SET_STRATEGY_STATUS':
      return { setStrategyStatus: { status: strategyStatuses.toNumber[action.status] } }
    case 'SET_RISK_LIMITS':
      return {
        setRiskLimits: { scope: limitScopeToWire(action.scope), limits: limitsToWire(action.limits) },
      }
    case 'CANCEL_ORDER':
      return { cancelOrder: { clientOrderId: action.clientOrderId } }
    case 'RESET_PAPER':
      return { resetPaper: {} }
  }
}

/** Whether parameters are a JSON object is for the owner to say: text that is none must be answered, not stop the target. */
function actionFromWire(wire: ActionWire): CommandAction {
  if (wire.setBotStatus) return setBotStatusFromWire(wire.setBotStatus)
  if (wire.setStrategyConfig) {
    return { kind: 'SET_STRATEGY_CONFIG', params: wire.setStrategyConfig.params ?? '' }
  }
  if (wire.setStrategyStatus) {
    const status = atStatus.oneOf('status', wire.setStrategyStatus.status, strategyStatuses)
    return { kind: 'SET_STRATEGY_STATUS', status }
  }
  if (wire.setRiskLimits) {
    return {
      kind: 'SET_RISK_LIMITS',
      scope: limitScopeFromWire(atLimits.message('scope', wire.setRiskLimits.scope)),
      limits: limitsFromWire(atLimits.message('limits', wire.setRiskLimits.limits)),
    }
  }
  if (wire.cancelOrder) {
    const order = atCancel.parsed('clientOrderId', wire.cancelOrder.clientOrderId, clientOrderId)
    return { kind: 'CANCEL_ORDER', clientOrderId: order }
  }
  if (wire.resetPaper) return { kind: 'RESET_PAPER' }
  return at.refuse('action', 'is missing')
}

const setBotStatusFromWire = (wire: oasis.control.v1.SetBotStatus.$Properties): CommandAction => ({
  kind: 'SET_BOT_STATUS',
  status: atBot.oneOf('status', wire.status, botStatuses),
  flatten: wire.flatten ?? false,
  acceptStalePrices: wire.acceptStalePrices ?? false,
  ...(typeof wire.haltEpoch === 'number' ? { haltEpoch: wire.haltEpoch } : {}),
})

export const commandCodec = messageCodec({
  schema: at.schema,
  message: oasis.control.v1.Command,
  toWire: (command: Command): CommandWire => ({
    commandId: command.commandId,
    target: commandTargetToWire(command.target),
    ...actionToWire(command.action),
    issuedBy: freeText(command.issuedBy),
    reason: freeText(command.reason),
    issuedAt: command.issuedAt,
  }),
  fromWire: (wire): Command => ({
    commandId: at.parsed('commandId', wire.commandId, commandIdFromWire),
    target: commandTargetFromWire(at.message('target', wire.target)),
    action: actionFromWire(wire),
    issuedBy: freeText(wire.issuedBy),
    reason: freeText(wire.reason),
    issuedAt: at.time('issuedAt', wire.issuedAt),
  }),
})
