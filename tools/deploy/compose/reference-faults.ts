/** What names something in a compose file that is not there, or is there and named by nobody. */
import type { ComposeFile } from './compose-file.ts'

export function referenceFaults({ services, networks, volumes, configs }: ComposeFile): string[] {
  const used = { network: new Set<string>(), volume: new Set<string>(), config: new Set<string>() }
  const known = {
    network: Object.keys(networks),
    volume: Object.keys(volumes),
    config: Object.keys(configs),
  }
  const faults: string[] = []
  const use = (service: string, kind: keyof typeof used, name: string): void => {
    used[kind].add(name)
    if (!known[kind].includes(name)) faults.push(`${service}: there is no ${kind} ${name}`)
  }
  for (const [name, service] of Object.entries(services)) {
    for (const network of service.networks) use(name, 'network', network)
    for (const { source } of service.configs) use(name, 'config', source)
    for (const volume of service.volumes) {
      const [source = ''] = volume.split(':')
      if (!source.startsWith('.')) use(name, 'volume', source)
    }
    for (const [other, { condition, required }] of Object.entries(service.depends_on)) {
      const found = services[other]
      if (found === undefined) faults.push(`${name}: there is no service ${other}`)
      else if (required && found.profiles.length > 0) faults.push(`${name}: ${other} is of a profile only`)
      else if (condition === 'service_healthy' && !('healthcheck' in found)) {
        faults.push(`${name}: ${other} has no health check to wait for`)
      }
    }
  }
  const unused = (['network', 'volume', 'config'] as const).flatMap((kind) =>
    known[kind].filter((name) => !used[kind].has(name)).map((name) => `${kind} ${name} is used by nobody`),
  )
  return [...faults, ...unused]
}
