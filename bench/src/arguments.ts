/** What `npm run bench` was asked for. */
import { parseArgs } from 'node:util'
import { SUITES } from './suites/index.ts'

export interface Arguments {
  /** In the order of running. */
  readonly suites: readonly string[]
  readonly quick: boolean
  /** Where the results go, unless to `bench/results`. */
  readonly json: string | undefined
}

/** Either what to do, or what to say instead: `wrong` where the arguments are. */
export type Reading =
  | { readonly kind: 'RUN'; readonly arguments: Arguments }
  | { readonly kind: 'SAY'; readonly text: string; readonly wrong: boolean }

const KNOWN = Object.keys(SUITES)

const USAGE = `npm run bench -- [suite …] [--quick] [--json file]

  --quick   shorter runs, for trying out: their figures are not for the record
  --json    where the results go; default: a file of its own in bench/results
  --help    this

Suites, all of them unless some are named:
${KNOWN.map((name) => `  ${name}`).join('\n')}

What each measures, and beside what: bench/README.md. Exit code 1 when a suite fails or misses its target, 2 when used wrongly.`

export function readArguments(args: readonly string[]): Reading {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'SAY', text: USAGE, wrong: false }
  const unknown = positionals.filter((name) => !KNOWN.includes(name))
  if (unknown.length > 0) return wrong(`there is no suite called ${unknown.join(', ')}`)
  const suites = positionals.length > 0 ? positionals : KNOWN
  return { kind: 'RUN', arguments: { suites, quick: values.quick, json: values.json } }
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })

const wrong = (why: string): Reading => ({ kind: 'SAY', text: `${why}\n\n${USAGE}`, wrong: true })
