/**
 * Serves the built pages. Only what is in the list is served, from memory: no path of a request ever becomes a path of a
 * file, and a build beneath a running system changes nothing for it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { grantAccess } from '../http/access.ts'
import { Problem } from '../http/problem.ts'
import type { WebFile, WebFiles } from './web-files.ts'

/** A year: the name changes when the content does. */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Kept, and asked for again at each use whether it is still the same. */
const ASK_AGAIN = 'no-cache'
/** None of these is ever needed. */
const PERMISSIONS = 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'

export async function serveWebFiles(app: FastifyInstance, { files }: WebFiles): Promise<void> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  await app.register(async (scope) => {
    grantAccess(scope, 'public')
    for (const url of new Set(files.map(({ path }) => routeOf(path)))) {
      scope.route({
        method: ['GET', 'HEAD'],
        url,
        schema: { hide: true },
        handler: async (request, reply) => {
          const file = byPath.get(pathOf(request))
          if (file === undefined) throw new Problem('OTS_HTTP_NOT_FOUND')
          return sendFile(request, reply, file)
        },
      })
    }
  })
}

/** A person who asks for what is not there gets a page; to be registered before what answers programs. */
export function showMissingPage(app: FastifyInstance, { missing }: WebFiles): void {
  if (missing === undefined) return
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 && isForPerson(request)) return sendFile(request, reply.code(404), missing)
  })
}

const isForPerson = (request: FastifyRequest): boolean =>
  ['GET', 'HEAD'].includes(request.method) &&
  !pathOf(request).startsWith('/api/') &&
  (request.headers.accept ?? '').includes('text/html')

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url

/** Files in folders share a route for each folder at the top: measures are kept by route. */
function routeOf(path: string): string {
  const [, top, ...rest] = path.split('/')
  return rest.length === 0 ? path : `/${top}/*`
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: WebFile): FastifyReply {
  const { body, encoding } = formOf(file, request)
  const tag = `"${file.tag}${encoding === undefined ? '' : `-${encoding}`}"`
  reply
    .header('cache-control', file.isImmutable ? FOR_EVER : ASK_AGAIN)
    .header('vary', 'accept-encoding')
    .header('etag', tag)
  if (file.contentSecurityPolicy !== undefined)
    reply
      .header('content-security-policy', file.contentSecurityPolicy)
      .header('permissions-policy', PERMISSIONS)
  if (reply.statusCode === 200 && isKnown(request, tag)) return reply.code(304).send()
  if (encoding !== undefined) reply.header('content-encoding', encoding)
  reply.type(file.mediaType).header('content-length', body.byteLength)
  return reply.send(
    request.method === 'HEAD' ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  )
}

function formOf({ body, brotli, gzip }: WebFile, { headers }: FastifyRequest) {
  const taken = String(headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => !/;\s*q=0(?:\.0*)?$/.test(part))
    .map((part) => part.split(';', 1)[0])
  if (brotli !== undefined && taken.includes('br')) return { body: brotli, encoding: 'br' } as const
  if (gzip !== undefined && taken.includes('gzip')) return { body: gzip, encoding: 'gzip' } as const
  return { body, encoding: undefined }
}

/** `If-None-Match` compares weakly: a proxy that compresses may have marked it so. */
const isKnown = ({ headers }: FastifyRequest, tag: string): boolean =>
  (headers['if-none-match'] ?? '')
    .split(',')
    .map((known) => known.trim().replace(/^W\//, ''))
    .includes(tag)
