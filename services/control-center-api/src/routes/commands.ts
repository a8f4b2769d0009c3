/** Commands: where they stand, and the second person's word. */
import type { UnixNanos } from '@oasis/domain'
import { COMMAND_STATES, type CommandRecord, type ControlCenterStore } from '@oasis/ports'
import { z } from 'zod'
import type { CommandDesk } from '../commands/command-desk.ts'
import { commandJson, commandJsonSchema } from '../commands/command-json.ts'
import type { HaltDesk } from '../commands/halt-desk.ts'
import { type Pager, pageOf, pageQuery } from '../http/pages.ts'
import { Problem } from '../http/problem.ts'
import { type ApiRoute, route } from '../http/route.ts'
import { uuid } from '../http/schemas.ts'

export interface CommandRouteParts {
  readonly store: Pick<ControlCenterStore, 'findCommand' | 'listCommands'>
  readonly desk: CommandDesk
  readonly halts: HaltDesk
  readonly pager: Pager
}

const TAG = 'commands'
const params = z.strictObject({ id: uuid })

/** What every route answers that asks for a command. */
export const commandAccepted = {
  status: 202,
  description: 'Taken, and not done yet: `state` tells, here and at `/commands/{id}`',
  schema: commandJsonSchema,
} as const

export function commandRoutes(parts: CommandRouteParts): readonly ApiRoute[] {
  return [...lookingRoutes(parts), ...secondPersonRoutes(parts)]
}

function lookingRoutes({ store, halts, pager }: CommandRouteParts): readonly ApiRoute[] {
  return [
    route({
      method: 'GET',
      path: '/commands',
      access: 'viewer',
      tag: TAG,
      summary: 'Commands, newest first',
      query: z.strictObject({ ...pageQuery, state: z.enum(COMMAND_STATES).optional() }),
      answer: {
        status: 200,
        description: 'A page',
        schema: pageOf(commandJsonSchema).meta({ id: 'CommandPage' }),
      },
      problems: ['OTS_HTTP_CURSOR_INVALID'],
      handle: async ({ query: { limit, cursor, state } }) => {
        const filters = state === undefined ? {} : { state }
        const page = await pager.page<CommandRecord>({
          ...{ limit, cursor },
          scope: { list: 'commands', filters },
          positionOf: ({ createdAt, command }) => [String(createdAt), command.commandId],
          read: (count, after) =>
            store.listCommands({
              limit: count,
              ...filters,
              ...(after === undefined ? {} : { before: positionIn(after) }),
            }),
        })
        return { items: page.items.map(commandJson), nextCursor: page.nextCursor }
      },
    }),
    route({
      method: 'GET',
      path: '/commands/:id',
      access: 'viewer',
      tag: TAG,
      summary: 'One command',
      description: 'Tells of a halt also while nothing can be stored.',
      direct: true,
      params,
      answer: { status: 200, description: 'Where it stands', schema: commandJsonSchema },
      problems: ['OTS_HTTP_NOT_FOUND'],
      handle: async ({ params: { id } }) => {
        const record = halts.find(id) ?? (await store.findCommand(id))
        if (record === undefined) throw new Problem('OTS_HTTP_NOT_FOUND', `there is no command ${id}`)
        return commandJson(record)
      },
    }),
  ]
}

function secondPersonRoutes({ desk }: CommandRouteParts): readonly ApiRoute[] {
  const shared = { method: 'POST', access: 'admin', tag: TAG, params } as const
  const problems = ['OTS_HTTP_NOT_FOUND', 'OTS_HTTP_CONFLICT', 'OTS_HTTP_SECOND_PERSON_REQUIRED'] as const
  return [
    route({
      ...shared,
      path: '/commands/:id/confirm',
      summary: 'Confirm what another admin has proposed',
      answer: commandAccepted,
      problems,
      handle: ({ caller, params }) => desk.confirm(caller, params.id),
    }),
    route({
      ...shared,
      path: '/commands/:id/withdraw',
      summary: 'Withdraw a proposal',
      answer: { status: 200, description: 'Withdrawn', schema: commandJsonSchema },
      problems,
      handle: ({ caller, params }) => desk.withdraw(caller, params.id),
    }),
  ]
}

/** What carries our signature was written by `positionOf`. */
const positionIn = ([createdAt = '0', commandId = '']: readonly string[]) => ({
  createdAt: BigInt(createdAt) as UnixNanos,
  commandId,
})
