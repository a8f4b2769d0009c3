/** The standard `grpc.health.v1.Health`: one status for each service that is or was served, and "" for the server. */
import type { Server } from '@grpc/grpc-js'
import { HealthImplementation } from 'grpc-health-check'

export const HEALTH = 'grpc.health.v1.Health'
const WHOLE_SERVER = ''

export class HealthService {
  readonly #health = new HealthImplementation({ [WHOLE_SERVER]: 'SERVING' })

  addTo(server: Server): void {
    this.#health.addToServer(server)
  }

  served(service: string): void {
    this.#health.setStatus(service, 'SERVING')
  }

  withdrawn(service: string): void {
    this.#health.setStatus(service, 'NOT_SERVING')
  }

  stopping(): void {
    this.#health.setStatus(WHOLE_SERVER, 'NOT_SERVING')
  }
}
