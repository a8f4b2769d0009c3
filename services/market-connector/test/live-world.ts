/** A connector with two live books, and short ways to what it published. */
import { BTC, btcId, createWorld, ETH, snapshot, type World } from './scripted-venue.ts'

export const BOTH = `${BTC},${ETH}`
export const btcSnapshot = snapshot(BTC, { 9: '1', 8: '2' }, { 11: '3', 12: '4' })
export const ethSnapshot = snapshot(ETH, { 99: '1' }, { 101: '1' })

export async function live(options: Parameters<typeof createWorld>[0] = {}): Promise<World> {
  const world = await createWorld(options)
  world.venue.send(btcSnapshot)
  world.venue.send(ethSnapshot)
  await world.pass(1)
  return world
}

export const states = async (world: World) => (await world.statuses()).map(({ state }) => state)
export const quoteStates = async (world: World, id = btcId) =>
  (await world.quotes()).filter((quote) => quote.instrumentId === id).map(({ state }) => state)
