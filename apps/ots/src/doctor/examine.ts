/** Everything that a start needs, looked at without starting or trading anything. */
import { describeError } from '@oasis/runtime'
import { type LoadedConfig, type LoadOptions, loadConfig } from '../config/load-config.ts'
import { accountOf } from '../config/schema.ts'
import { checkDataFolder, checkNode, checkPort, checkSystems } from './check-machine.ts'
import { checkReal } from './check-real.ts'
import { checkVenue } from './check-venue.ts'
import { type Finding, fault, ok } from './finding.ts'

export async function examine(options: LoadOptions): Promise<Finding[]> {
  const node = checkNode()
  let loaded: LoadedConfig
  try {
    loaded = await loadConfig(options)
  } catch (error) {
    return [node, fault('configuration', describeError(error))]
  }
  const { config, origin } = loaded
  const folder = checkDataFolder(config)
  return [
    node,
    ok('configuration', `${origin}, ${config.strategies.length} strategies, ${accountOf(config).mode}`),
    folder,
    ...(folder.result === 'ok' ? await checkSystems(config) : []),
    await checkPort(config),
    ...(await checkVenue(config.venues.coinbase)),
    ...(await checkReal(loaded)),
  ]
}
