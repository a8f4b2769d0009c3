import { type CommandEvent, eventId, type TargetControlState } from '@oasis/domain'
import { oasis } from '../generated/messages.js'
import { commandIdFromWire, commandTargetFromWire, commandTargetToWire } from './command-codec.ts'
import { controlStateFromWire, controlStateToWire } from './control-state-codec.ts'
import { commandKinds, commandOutcomes } from './enums.ts'
import { Fields, freeText } from './fields.ts'
import { messageCodec } from './message-codec.ts'

const at = new Fields('oasis.control.v1.CommandEvent')

function targetStateFromWire(wire: oasis.control.v1.ControlState.$Properties): TargetControlState {
  const state = controlStateFromWire(wire)
  return state.kind === 'HALT' ? at.refuse('state', 'is of nothing that takes commands') : state
}

export const commandEventCodec = messageCodec({
  schema: at.schema,
  message: oasis.control.v1.CommandEvent,
  toWire: (event: CommandEvent): oasis.control.v1.CommandEvent.$Properties => ({
    eventId: event.eventId,
    commandId: event.commandId,
    target: commandTargetToWire(event.target),
    action: commandKinds.toNumber[event.action],
    outcome: commandOutcomes.toNumber[event.outcome],
    reason: freeText(event.reason),
    issuedBy: freeText(event.issuedBy),
    state: event.state === undefined ? null : controlStateToWire(event.state),
    ts: event.ts,
  }),
  fromWire: (wire): CommandEvent => ({
    eventId: at.parsed('eventId', wire.eventId, eventId),
    commandId: at.parsed('commandId', wire.commandId, commandIdFromWire),
    target: commandTargetFromWire(at.message('target', wire.target)),
    action: at.oneOf('action', wire.action, commandKinds),
    outcome: at.oneOf('outcome', wire.outcome, commandOutcomes),
    reason: freeText(wire.reason),
    issuedBy: freeText(wire.issuedBy),
    state: wire.state ? targetStateFromWire(wire.state) : undefined,
    ts: at.time('ts', wire.ts),
  }),
})
