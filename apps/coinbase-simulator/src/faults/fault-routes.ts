/** Faults on demand and how often each has bitten, for tests and people on the same machine. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuseStrangers } from '../server/admin-routes.ts'
import { MAINTENANCE_FLAGS } from './episodes.ts'
import type { SimulatorFaults } from './exchange-faults.ts'
import { CHANCE_FAULTS, EPISODE_FAULTS } from './fault-kinds.ts'

const count = z.int().min(1).max(1_000_000)
const frameFault = { count: count.optional(), channel: z.string().optional() }

const faultRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dropNextFrame'), ...frameFault }),
  z.strictObject({ kind: z.literal('duplicateNext'), ...frameFault }),
  z.strictObject({ kind: z.literal('swapNext'), ...frameFault }),
  z.strictObject({ kind: z.literal('silence'), forMs: z.number().positive() }),
  z.strictObject({ kind: z.literal('closeAll'), code: z.int().min(1000).max(4999).optional() }),
  z.strictObject({ kind: z.literal('cutSnapshot'), mode: z.enum(['close', 'truncate']).optional() }),
  z.strictObject({ kind: z.literal('clear') }),
  z.strictObject({ kind: z.literal('heal') }),
  /** `of`: a request's kind (`create`) or a frame's channel, if not any. */
  z.strictObject({ kind: z.enum(CHANCE_FAULTS), times: count.default(1), of: z.string().optional() }),
  z.strictObject({
    kind: z.enum(EPISODE_FAULTS),
    forMs: z.number().positive().exactOptional(),
    skewMs: z.number().exactOptional(),
    code: z.int().min(1000).max(4999).exactOptional(),
    productId: z.string().exactOptional(),
    flag: z.enum(MAINTENANCE_FLAGS).exactOptional(),
  }),
])
type FaultRequest = z.infer<typeof faultRequest>

export function registerFaultRoutes(app: FastifyInstance, faults: SimulatorFaults): void {
  app.register(async (admin) => {
    admin.addHook('onRequest', refuseStrangers)
    admin.post('/simulator/faults', (request, reply) => {
      const fault = faultRequest.safeParse(request.body)
      if (!fault.success) return reply.code(400).send({ error: z.prettifyError(fault.error) })
      return apply(faults, fault.data)
    })
    admin.get('/simulator/faults', () => {
      const { counts, seed, healed, plan } = faults
      return { counts, seed, healed, plan }
    })
  })
}

function apply(faults: SimulatorFaults, fault: FaultRequest): object {
  switch (fault.kind) {
    case 'dropNextFrame':
      faults.dropNextFrame(fault.count, fault.channel)
      return { closed: 0 }
    case 'duplicateNext':
      faults.duplicateNext(fault.count, fault.channel)
      return { closed: 0 }
    case 'swapNext':
      faults.swapNext(fault.count, fault.channel)
      return { closed: 0 }
    case 'silence':
      faults.silence(fault.forMs)
      return { closed: 0 }
    case 'closeAll':
      return { closed: faults.closeAll(fault.code) }
    case 'cutSnapshot':
      faults.cutSnapshot(fault.mode)
      return { closed: 0 }
    case 'clear':
      faults.clear()
      return { closed: 0 }
    case 'heal':
      faults.heal()
      return {}
  }
  if ('times' in fault) {
    faults.force(fault.kind, fault.times, fault.of)
    return {}
  }
  const { kind, ...wish } = fault
  return { happened: faults.provoke(kind, wish) }
}
