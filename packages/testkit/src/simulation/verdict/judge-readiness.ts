/**
 * At rest, with all that a person had to decide decided, nothing keeps trading closed: being safe by not trading any more
 * is not what was promised. The market's services are left out, since the market itself has ended by then.
 */
import type { World } from '../world/world.ts'

export function judgeReadiness({ processes }: World): string[] {
  return [processes.orderManager, processes.riskEngine, processes.strategyFramework].flatMap(
    ({ name, running }) => {
      const health = running?.health()
      return health === undefined || health.ready ? [] : [`${name} is not ready at rest: ${health.detail}`]
    },
  )
}
