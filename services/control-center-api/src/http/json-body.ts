/** JSON bodies: of limited depth, and without names that would reach into the prototypes of objects. */
import type { FastifyInstance } from 'fastify'
import { isDeeperThan } from '../core/json-depth.ts'
import { Problem } from './problem.ts'

/** Commands are three deep; parameters of strategies are plain data. */
const MAX_DEPTH = 32

export function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    if (isDeeperThan(text, MAX_DEPTH)) {
      done(new Problem('OTS_HTTP_INVALID', `the body is nested more than ${MAX_DEPTH} deep`))
      return
    }
    // Some clients name the type of a body that they do not send.
    if (text === '') done(null, undefined)
    else
      parse(request, text, (error, value) =>
        done(error && new Problem('OTS_HTTP_INVALID', 'the body is not JSON'), value),
      )
  })
}
