import { checkRedis } from '@oasis/cache-redis'
import { describeError } from '@oasis/runtime'
import { redisOf } from '../config/redis-of.ts'
import type { ServiceEnvironment } from '../config/service-environment.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

/** Trading goes on without it; the page and the auditor do not see the portfolio. */
export async function checkRedisServer(environment: ServiceEnvironment): Promise<Finding> {
  if (environment.OTS_REDIS_URL === undefined)
    return warning('redis', 'OTS_REDIS_URL is not set: not looked at')
  try {
    return ok('redis', `version ${await checkRedis(redisOf(environment))} answers`)
  } catch (error) {
    return fault('redis', describeError(error))
  }
}
