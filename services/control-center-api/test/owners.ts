/** What answers the API in a running system: owners of commands on the bus, and who is called by RPC. */
import { createEmbeddedBus } from '@oasis/bus-embedded'
import { type HaltReply, orderService, riskService, topicSpecs, topics } from '@oasis/contracts'
import { type Command, type CommandEvent, type ControlState, commandEventId } from '@oasis/domain'
import { type Bus, RpcError } from '@oasis/ports'
import { createInProcessRpc } from '@oasis/rpc-inprocess'
import { createRealScheduler, createSilentLogger } from '@oasis/runtime'

export interface Owners {
  readonly bus: Bus
  readonly rpc: ReturnType<typeof createInProcessRpc>
  readonly commands: Command[]
  readonly halts: { by: string; reason: string; flatten: boolean }[]
  /** How commands are answered; undefined: not at all. */
  answer: (command: Command) => Partial<CommandEvent> | undefined
  /** Throws where the risk engine is away. */
  onHalt: () => Promise<HaltReply>
  publish(state: ControlState): Promise<void>
  close(): Promise<void>
}

export const HALTED: HaltReply = {
  haltEpoch: 7,
  verified: true,
  open: [],
  unresolved: [],
  message: '',
  flattening: [],
  recorded: true,
}

export async function openOwners(): Promise<Owners> {
  const scheduler = createRealScheduler()
  const logger = createSilentLogger()
  const bus = await createEmbeddedBus({ path: ':memory:', durability: 'process', scheduler, logger })
  await bus.createTopics(topicSpecs(['coinbase']))
  const rpc = createInProcessRpc({ scheduler, logger })
  const commands: Command[] = []
  const halts: Owners['halts'] = []
  const owners: Owners = {
    ...{ bus, rpc, commands, halts },
    answer: () => ({ outcome: 'APPLIED', reason: 'done' }),
    onHalt: async () => HALTED,
    publish: (state) => bus.publish([topics.controlState.record(state)]),
    close: async () => {
      await subscription.close()
      await bus.close()
    },
  }
  const subscription = await bus.subscribe({
    group: 'owner',
    topics: [topics.commands.spec.name],
    startAt: 'earliest',
    onBatch: async (records) => {
      for (const { value } of records) {
        if (value === undefined) continue
        const command = topics.commands.codec.decode(value)
        commands.push(command)
        const answer = owners.answer(command)
        if (answer) await bus.publish([topics.commandEvents.record(answered(command, answer))])
      }
    },
  })
  rpc.handle(riskService.halt, async (request) => {
    halts.push(request)
    return owners.onHalt()
  })
  rpc.handle(orderService.cancelAll, async () => {
    throw new RpcError('UNAVAILABLE', 'the order manager is away')
  })
  return owners
}

export function answered(command: Command, answer: Partial<CommandEvent>): CommandEvent {
  return {
    eventId: commandEventId(command.commandId),
    commandId: command.commandId,
    target: command.target,
    action: command.action.kind,
    outcome: 'APPLIED',
    reason: 'done',
    issuedBy: command.issuedBy,
    state: undefined,
    ts: command.issuedAt,
    ...answer,
  }
}
