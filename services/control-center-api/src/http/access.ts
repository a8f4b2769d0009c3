/** Nobody reaches a route that does not say who may: checked when the server starts, whoever has registered it. */
import type { FastifyInstance, RouteOptions } from 'fastify'
import type { Access } from './route.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    beforePasswordChange?: boolean
    direct?: boolean
  }
}

export interface ListedRoute {
  readonly method: string
  readonly path: string
  readonly access: Access
}

/** All routes that are registered from here on. Those without an access keep the server from starting. */
export function listRoutes(app: FastifyInstance): () => readonly ListedRoute[] {
  const registered: RouteOptions[] = []
  app.addHook('onRoute', (options) => void registered.push(options))
  const listed = () => registered.flatMap(listedRoutes)
  app.addHook('onReady', async () => void listed())
  return listed
}

function listedRoutes({ method, url, config }: RouteOptions): ListedRoute[] {
  const access = config?.access
  if (access === undefined) throw new Error(`route ${String(method)} ${url} does not say who may use it`)
  return [method].flat().map((each) => ({ method: each, path: url, access }))
}

/** Gives routes that others register (a plugin's, a page's) their access. To be called in a scope of their own. */
export function grantAccess(scope: FastifyInstance, access: Access): void {
  scope.addHook('onRoute', (options) => {
    options.config = { ...options.config, access }
  })
}
