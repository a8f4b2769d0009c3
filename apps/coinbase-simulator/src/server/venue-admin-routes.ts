/** Users, keys, transfers, product flags and the ledger, for tests and people on the same machine. */
import { currency, parseMoney } from '@oasis/domain'
import { OtsError } from '@oasis/runtime'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Member } from '../accounts/members.ts'
import { KEY_ALGORITHMS, PERMISSIONS } from '../accounts/user.ts'
import { userSchema } from '../options.ts'
import { productFlagsSchema } from '../protocol/product-flags.ts'
import { encodeExact } from '../source/exact-json.ts'
import { refuseStrangers } from './admin-routes.ts'
import type { Venue } from './venue.ts'

const keyRequest = z.strictObject({
  algorithm: z.enum(KEY_ALGORITHMS).optional(),
  permissions: z.array(z.enum(PERMISSIONS)).optional(),
  user: z.string().optional(),
})

const transferRequest = z.strictObject({
  user: z.string().optional(),
  currency: z.string().regex(/^[A-Z0-9]{1,16}$/),
  /** Below zero for a withdrawal. */
  amount: z.string().regex(/^-?\d+(\.\d{1,18})?$/),
})

const flagsRequest = z.strictObject({ product_id: z.string(), flags: productFlagsSchema })

export function registerVenueAdminRoutes(app: FastifyInstance, venue: Venue): void {
  app.register(async (admin) => {
    admin.addHook('onRequest', refuseStrangers)
    const post = <T>(path: string, schema: z.ZodType<T>, act: (request: T) => object): void => {
      admin.post(path, (request, reply) => {
        const parsed = schema.safeParse(request.body ?? {})
        if (!parsed.success) return reply.code(400).send({ error: z.prettifyError(parsed.error) })
        return orUsage(reply, () => act(parsed.data))
      })
    }
    post('/simulator/keys', keyRequest, ({ algorithm, permissions, user }) =>
      venue.createKey({
        ...(algorithm === undefined ? {} : { algorithm }),
        ...(permissions === undefined ? {} : { permissions }),
        ...(user === undefined ? {} : { user }),
      }),
    )
    post('/simulator/users', userSchema, (user) => describe(venue, venue.addUser(user)))
    post('/simulator/transfers', transferRequest, (request) => {
      venue.transfer(venue.member(request.user), currency(request.currency), parseMoney(request.amount))
      return {}
    })
    post('/simulator/products', flagsRequest, ({ product_id, flags }) => {
      venue.setFlags(product_id, flags)
      return {}
    })
    admin.get('/simulator/users', () => ({
      users: [...venue.store.members.all].map((member) => describe(venue, member)),
    }))
    admin.get('/simulator/ledger', (request, reply) => {
      const { user } = request.query as { readonly user?: string }
      return orUsage(reply, () => reply.type('application/json').send(encodeExact(venue.ledger(user))))
    })
  })
}

const describe = (venue: Venue, { user }: Member): object => ({
  id: user.id,
  name: user.name,
  portfolio_id: user.portfolioId,
  keys: venue.store.members.keysOf(user.id).map(({ name, algorithm, permissions }) => ({
    name,
    algorithm,
    permissions,
  })),
})

function orUsage(reply: FastifyReply, act: () => object): unknown {
  try {
    return act()
  } catch (error) {
    if (error instanceof OtsError && error.code === 'OTS_USAGE')
      return reply.code(400).send({ error: error.message })
    throw error
  }
}
