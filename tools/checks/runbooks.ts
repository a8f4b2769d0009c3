/**
 * What runbooks name exists: metrics and their labels, services of Compose, alerts, what is to be looked for in logs, error
 * codes and variables. Who reads them has no time to find out that a name was changed. Commands of `ots` are checked by
 * `apps/ots/test/runbooks.test.ts`, statements on PostgreSQL by one on a real server.
 */
import { ALERTS_FILE, parseAlertRules } from '../deploy/alert-rules.ts'
import { COMPOSE_FILE, parseComposeYaml } from '../deploy/compose/compose-file.ts'
import { type KnownMetrics, knownMetrics } from '../deploy/known-metrics.ts'
import { selectorsOf } from '../deploy/promql.ts'
import { isTest, type Repository, sourceFiles } from '../repository/repository.ts'
import type { Check } from './check.ts'

const FOLDER = 'docs/runbooks/'
const INDEX = `${FOLDER}README.md`
const SPAN = /`([^`\n]+)`/g
const QUERY = /^query '(.*)'$/
/** Not a schema's name in front of a table's. */
const METRIC = /\b(?:ots|nodejs|process)_[a-z0-9_]+(?![\w.])/
/** Of codes, states and variables; a placeholder like OTS_… is none. */
const CODE = /\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b/g
/** `logs <service>`, then what to look for in them, up to the end of the sentence. */
const LOOK_FOR = /`logs [^`]+`[^.\n]*?, for ((?:`[^`]+`(?:, | and |, and )?)+)/g
const HEADING = /^# (.+)$/m

export const runbooks: Check = {
  name: 'names in runbooks',
  run: async (repository) => ({ problems: await runbookProblems(repository) }),
}

export async function runbookProblems(repository: Repository): Promise<string[]> {
  const known: Known = {
    metrics: await knownMetrics(),
    services: composeServices(repository),
    alerts: parseAlertRules(repository.read(ALERTS_FILE)).map(({ alert }) => alert),
    sources: sourceFiles(repository)
      .filter((path) => /^(?:apps|packages|services)\//.test(path) && !isTest(path))
      .map((path) => repository.read(path))
      .join('\n'),
  }
  return repository.files
    .filter((path) => path.startsWith(FOLDER) && path.endsWith('.md'))
    .flatMap((path) => problemsOf(path, repository.read(path), known).map((problem) => `${path}: ${problem}`))
}

interface Known {
  readonly metrics: KnownMetrics
  readonly services: readonly string[]
  readonly alerts: readonly string[]
  /** Text of all that runs. */
  readonly sources: string
}

function problemsOf(path: string, text: string, known: Known): string[] {
  const spans = [...text.matchAll(SPAN)].map(([, span = '']) => span)
  return [
    ...(path === INDEX ? [] : headingProblems(text, known)),
    ...spans.flatMap((span) => metricProblems(span, known)),
    ...spans.flatMap((span) => serviceProblems(span, known)),
    ...[...text.matchAll(LOOK_FOR)].flatMap(([, phrases = '']) => phraseProblems(phrases, known)),
    ...spans.flatMap((span) => codeProblems(span, known)),
  ]
}

const headingProblems = (text: string, { alerts }: Known): string[] =>
  (HEADING.exec(text)?.[1] ?? '')
    .split(', ')
    .flatMap((name) => (alerts.includes(name) ? [] : [`there is no alert ${name}`]))

function metricProblems(span: string, { metrics }: Known): string[] {
  const query = QUERY.exec(span)?.[1]
  if (query === '<expression>' || (query === undefined && !METRIC.test(span))) return []
  return selectorsOf(query ?? span).flatMap((selector) => metrics.fault(selector) ?? [])
}

function serviceProblems(span: string, { services }: Known): string[] {
  return servicesIn(span)
    .filter((name) => !name.startsWith('<') && !services.includes(name))
    .map((name) => `${COMPOSE_FILE} has no service ${name}: "${span}"`)
}

/** Of `logs x` and of the commands of Compose that name services. */
export function servicesIn(span: string): readonly string[] {
  const words = span.split(/\s+/)
  if (words[0] === 'logs') return words.slice(1, 2)
  if (words[0] !== 'docker' || words[1] !== 'compose') return []
  const [command = '', ...rest] = words.slice(2)
  const scaled = rest.flatMap((word, i) => (rest[i - 1] === '--scale' ? word.replace(/=.*$/, '') : []))
  const bare = rest.filter((word, i) => !word.startsWith('-') && !OPTIONS_WITH_VALUE.has(rest[i - 1] ?? ''))
  return [...scaled, ...(command === 'exec' ? bare.slice(0, 1) : bare)]
}

const OPTIONS_WITH_VALUE = new Set(['-e', '--since', '--scale'])

const phraseProblems = (phrases: string, { sources }: Known): string[] =>
  [...phrases.matchAll(SPAN)].flatMap(([, phrase = '']) =>
    sources.includes(phrase) ? [] : [`nothing logs "${phrase}"`],
  )

const codeProblems = (span: string, { sources }: Known): string[] =>
  (span.match(CODE) ?? []).flatMap((code) =>
    new RegExp(`\\b${code}\\b`).test(sources) ? [] : [`nothing is called ${code}`],
  )

function composeServices(repository: Repository): readonly string[] {
  // Of its shape only this much is needed; the check of Compose's own schema sees to the rest.
  const { services } = parseComposeYaml(repository.read(COMPOSE_FILE)) as { services: object }
  return Object.keys(services)
}
