/** The two services of market data: nothing durable, no lease. */
import { dataNormalizerOf, marketConnectorOf } from '../../composition/create-services.ts'
import { openSource } from '../../source/open-source.ts'
import { commonPorts, type Hosting, kept } from '../service-context.ts'
import { configsOf } from './configs-of.ts'

export const hostMarketConnector: Hosting = async (context) => {
  const bus = await kept(context, context.adapters.openBus())
  const market = await kept(context, openNetworkSource(context))
  return { services: [marketConnectorOf(commonPorts(context, bus), market, configsOf(context))] }
}

export const hostDataNormalizer: Hosting = async (context) => {
  const bus = await kept(context, context.adapters.openBus())
  return { services: [dataNormalizerOf(commonPorts(context, bus), configsOf(context))] }
}

/** The venue, or a simulator in its place, at the addresses of the configuration. */
export const openNetworkSource = ({
  config,
  logger,
  onFatal,
}: Pick<Parameters<Hosting>[0], 'config' | 'logger' | 'onFatal'>) =>
  openSource({ source: { kind: 'live' }, config, folder: '', logger, onFatal, trades: false })
