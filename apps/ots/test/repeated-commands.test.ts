/** A command whose answer was lost is asked for again by its id: it is done once, and answered as it was. */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandAnswer } from '../src/commands/command.ts'
import { askSystem } from '../src/operator/operator-client.ts'
import type { CommandWish } from '../src/operator/operator-requests.ts'
import { type OperatedDesk, startOperatedDesk } from './support/operated-desk.ts'

const RESET: CommandWish = { kind: 'RESET_PAPER' }

let desk: OperatedDesk
beforeEach(async () => {
  desk = await startOperatedDesk({})
})
afterEach(() => desk.stop())

const request = (commandId: string, wish: CommandWish) => ({
  path: '/command',
  body: { by: 'ann', reason: 'so', wish, commandId },
  schema: commandAnswer,
})
const ask = (commandId: string, wish: CommandWish = RESET) =>
  desk.answered(askSystem(desk.folder, request(commandId, wish)))

test('a reset is made once, however often it is asked for', async () => {
  const commandId = randomUUID()
  // Whoever asks has gone before any answer can come: time stands still until then.
  const lost = askSystem(desk.folder, { ...request(commandId, RESET), timeoutMs: 50 })
  await expect(lost).rejects.toMatchObject({ code: 'OTS_REQUEST_REFUSED' })
  await desk.pass(5_000)
  expect(desk.venue.resets).toEqual([commandId])

  const answer = { outcome: 'APPLIED', commandId }
  expect(await ask(commandId)).toMatchObject(answer)
  expect(await Promise.all([ask(commandId), ask(commandId)])).toMatchObject([answer, answer])
  expect(desk.venue.resets).toEqual([commandId])

  const another = randomUUID()
  expect(await Promise.all([ask(another), ask(another)])).toMatchObject([
    { outcome: 'APPLIED', commandId: another },
    { outcome: 'APPLIED', commandId: another },
  ])
  expect(desk.venue.resets).toEqual([commandId, another])
})

test('the id of another command is refused', async () => {
  const commandId = randomUUID()
  const pause: CommandWish = { kind: 'SET_BOT_STATUS', status: 'PAUSED' }
  expect(await ask(commandId, pause)).toMatchObject({ outcome: 'APPLIED' })
  await expect(ask(commandId)).rejects.toMatchObject({
    code: 'OTS_USAGE',
    message: expect.stringContaining('SET_BOT_STATUS of account/coinbase.main.paper'),
  })
  expect(desk.venue.resets).toEqual([])
})
