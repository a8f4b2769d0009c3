/**
 * Server reflection (`grpc.reflection.v1` and `v1alpha`): lists what is served now, and describes it from the descriptors
 * of `packages/contracts`, so that tools like grpcurl need no .proto files. It takes the same token as calls do.
 */
import type { Server, ServerDuplexStream } from '@grpc/grpc-js'
import { ReflectionService } from '@grpc/reflection'
import { fileDescriptors } from '@oasis/contracts'
import { UNAUTHENTICATED } from './grpc-handlers.ts'
import type { GrpcServerCall } from './served-call.ts'

type ReflectionStream = ServerDuplexStream<unknown, unknown>
type Answering = (stream: ReflectionStream) => void
type PackageDefinition = ConstructorParameters<typeof ReflectionService>[0]

export class Reflection {
  readonly #isAuthorized: (metadata: GrpcServerCall['metadata']) => boolean
  readonly #services = new Set<string>()
  /** By the path of the method; made again after the services have changed. */
  #answering: Map<string, Answering> | undefined

  constructor(isAuthorized: (metadata: GrpcServerCall['metadata']) => boolean) {
    this.#isAuthorized = isAuthorized
  }

  addTo(server: Server): void {
    new ReflectionService({}).addToServer({
      addService: (definition) => {
        const answered = Object.entries(definition).map(([name, { path }]) => [name, this.#answer(path)])
        server.addService(definition, Object.fromEntries(answered))
      },
    })
  }

  served(service: string): void {
    this.#services.add(service)
    this.#answering = undefined
  }

  withdrawn(service: string): void {
    this.#services.delete(service)
    this.#answering = undefined
  }

  #answer(path: string): Answering {
    return (stream) => {
      if (!this.#isAuthorized(stream.metadata)) return void stream.emit('error', UNAUTHENTICATED)
      this.#answering ??= answeringFor([...this.#services])
      this.#answering.get(path)?.(stream)
    }
  }
}

function answeringFor(services: readonly string[]): Map<string, Answering> {
  const answering = new Map<string, Answering>()
  new ReflectionService(described(), { services: [...services] }).addToServer({
    addService: (definition, implementation) => {
      for (const [name, { path }] of Object.entries(definition)) {
        // Reflection has the one method, a stream both ways.
        answering.set(path, implementation[name] as Answering)
      }
    },
  })
  return answering
}

/** Of a package definition only the descriptors are looked at. */
function described(): PackageDefinition {
  const files = fileDescriptors().map((file) => Buffer.from(file))
  return { oasis: { fileDescriptorProtos: files } } as unknown as PackageDefinition
}
