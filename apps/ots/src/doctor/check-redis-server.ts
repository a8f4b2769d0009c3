import { checkRedis } from '@oasis/cache-redis'
import { describeError } from '@oasis/runtime'
import type { ServiceEnvironment } from '../config/service-environment.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

/** Trading goes on without it; the page and the auditor do not see the portfolio. */
export async function checkRedisServer({ OTS_REDIS_URL }: ServiceEnvironment): Promise<Finding> {
  if (OTS_REDIS_URL === undefined) return warning('redis', 'OTS_REDIS_URL is not set: not looked at')
  try {
    return ok('redis', `version ${await checkRedis({ url: OTS_REDIS_URL.reveal() })} answers`)
  } catch (error) {
    return fault('redis', describeError(error))
  }
}
