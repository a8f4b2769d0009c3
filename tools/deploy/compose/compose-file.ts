/** `deploy/compose/compose.yaml` as Compose would read it, as far as checks of it need: merged, and with variables put in. */
import { parse } from 'yaml'
import { z } from 'zod'

export const COMPOSE_FILE = 'deploy/compose/compose.yaml'
/** Of the Compose specification, from github.com/compose-spec/compose-go v2.16.2 (Apache-2.0). */
export const COMPOSE_SCHEMA = 'deploy/compose/compose-spec.schema.json'

/** Once a variable is put in, YAML takes `1` for a number; Compose puts it in later. */
const value = z.union([z.string(), z.number().transform(String)])

const service = z.looseObject({
  image: z.string(),
  profiles: z.array(z.string()).default([]),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), value).default({}),
  networks: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  configs: z.array(z.object({ source: z.string() })).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z
    .record(z.string(), z.object({ condition: z.string(), required: z.boolean().default(true) }))
    .default({}),
})

const file = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.unknown()),
  volumes: z.record(z.string(), z.unknown()),
  configs: z.record(z.string(), z.object({ file: z.string() })),
})

export type ComposeFile = z.output<typeof file>
export type ComposeService = z.output<typeof service>

type Env = Readonly<Record<string, string | undefined>>

/** As it is, for the schema. */
export const parseComposeYaml = (text: string): unknown => parse(text, { merge: true, maxAliasCount: -1 })

/** Throws where a variable that must be set is not. */
export const parseCompose = (text: string, env: Env): ComposeFile =>
  file.parse(parseComposeYaml(interpolate(text, env)))

const VARIABLE = /\$\$|\$\{(\w+)(?:(:[-+?])([^}]*))?\}/g

/** `${A}`, `${A:-otherwise}`, `${A:+if set}`, `${A:?what to do}`, and `$$`. */
export function interpolate(text: string, env: Env): string {
  const uncommented = text.replaceAll(/^\s*#.*$/gm, '')
  return uncommented.replaceAll(VARIABLE, (all, name?: string, operator?: string, word = '') => {
    if (name === undefined) return '$'
    const value = env[name] ?? ''
    switch (operator) {
      case ':-':
        return value || word
      case ':+':
        return value ? word : ''
      case ':?':
        if (value) return value
        throw new Error(`${name} is not set: ${word}`)
      case undefined:
        return value
      default:
        throw new Error(`no such form: ${all}`)
    }
  })
}

/** Of a `.env` file. */
export function parseEnvFile(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^\w+=/.test(line))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}
