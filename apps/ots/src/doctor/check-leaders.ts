/** Whether somebody leads: asked at every address that is known. */
import { randomUUID } from 'node:crypto'
import { orderService, riskService } from '@oasis/contracts'
import { accountId, intentId } from '@oasis/domain'
import { type RpcClient, RpcError } from '@oasis/ports'
import { createRealScheduler, createSilentLogger, describeError } from '@oasis/runtime'
import type { ServiceEnvironment } from '../config/service-environment.ts'
import { openRpcClient } from '../distributed/open-rpc.ts'
import { type Finding, fault, ok, warning } from './finding.ts'

const CALL_MS = 3_000

/** Any answer of the service itself is one, a refusal included: somebody listens and leads. */
const QUESTIONS = {
  'risk engine': (rpc: RpcClient) =>
    rpc.call(
      riskService.getRiskState,
      { accountId: accountId('doctor.nobody.paper') },
      { timeoutMs: CALL_MS },
    ),
  'order manager': (rpc: RpcClient) =>
    rpc.call(
      orderService.getOrder,
      { key: { by: 'INTENT', intentId: intentId(randomUUID()) } },
      { timeoutMs: CALL_MS },
    ),
} as const

export async function checkLeaders(environment: ServiceEnvironment): Promise<Finding[]> {
  const { OTS_RISK_ENGINE_ADDRESSES, OTS_ORDER_MANAGER_ADDRESSES } = environment
  if (OTS_RISK_ENGINE_ADDRESSES === undefined || OTS_ORDER_MANAGER_ADDRESSES === undefined) {
    const detail = 'OTS_RISK_ENGINE_ADDRESSES and OTS_ORDER_MANAGER_ADDRESSES are not both set: not looked at'
    return [warning('leaders', detail)]
  }
  let rpc: ReturnType<typeof openRpcClient>
  try {
    rpc = openRpcClient(environment, { logger: createSilentLogger(), scheduler: createRealScheduler() })
  } catch (error) {
    // Told of the certificates already.
    return [fault('leaders', describeError(error))]
  }
  try {
    const findings: Finding[] = []
    for (const [name, ask] of Object.entries(QUESTIONS))
      findings.push(await checkLeader(name, () => ask(rpc)))
    return findings
  } finally {
    rpc.close()
  }
}

async function checkLeader(name: string, ask: () => Promise<unknown>): Promise<Finding> {
  try {
    await ask()
    return ok(name, 'a leader answers')
  } catch (error) {
    const away = !(error instanceof RpcError) || ['UNAVAILABLE', 'DEADLINE_EXCEEDED'].includes(error.status)
    if (away) return fault(name, `no leader answers: ${describeError(error)}`)
    if ((error as RpcError).status === 'PERMISSION_DENIED') {
      return fault(name, `it refuses us: ${describeError(error)}; see OTS_RPC_TOKEN`)
    }
    return ok(name, 'a leader answers')
  }
}
