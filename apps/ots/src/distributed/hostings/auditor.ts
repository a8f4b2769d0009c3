/** The auditor. The venue's balances are the order manager's to look at, who alone has a key: they are not asked here. */
import { auditorOf } from '../../composition/create-services.ts'
import { commonPorts, type Hosting, kept } from '../service-context.ts'
import { configsOf } from './configs-of.ts'

export const hostAuditor: Hosting = async (context) => {
  const { adapters } = context
  const bus = await kept(context, adapters.openBus())
  const history = await kept(context, adapters.openOrderHistory())
  const cache = await kept(context, adapters.openPortfolioCache())
  const rpc = await kept(context, adapters.openRpcClient())
  return { services: [auditorOf(commonPorts(context, bus), { rpc, history, cache }, configsOf(context))] }
}
