/** What the operator's socket of a running system asks of its Control Center. */
import type { ControlCenterApi } from '@oasis/control-center-api'
import type { OperatorRoute } from '../operator/operator-routes.ts'
import { auditRequest } from './audit-requests.ts'
import { answerUserRequest, userRequest } from './user-requests.ts'

/** By path. */
export const controlCenterRequests = (api: ControlCenterApi): Readonly<Record<string, OperatorRoute>> => ({
  '/users': {
    schema: userRequest,
    answer: async (request) => answerUserRequest(api.users, userRequest.parse(request)),
  },
  '/audit/verify': { schema: auditRequest, answer: () => api.verifyAudit() },
})
