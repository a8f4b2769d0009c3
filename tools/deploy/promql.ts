/** What an expression of Prometheus asks for: metrics and the labels that they are selected by. No parser: Prometheus is one. */

export interface Selector {
  readonly metric: string
  readonly labels: readonly string[]
}

const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g
/** Label lists of aggregations and joins. */
const LABEL_LISTS = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g
const RANGES = /\[[^\]]*\]/g
const WORDS = new Set(['and', 'or', 'unless', 'by', 'without', 'offset', 'bool', 'inf', 'nan'])
/** A name that is no function's, with its label matchers. */
const NAMES = /(?<![\w:$.])([a-zA-Z_:][\w:]*)\s*(\{[^}]*\})?(?![\w:])(?!\s*\()/g

export function selectorsOf(expr: string): Selector[] {
  const bare = expr.replaceAll(STRINGS, '""').replaceAll(LABEL_LISTS, ' ').replaceAll(RANGES, ' ')
  return [...bare.matchAll(NAMES)]
    .filter(([, name = '']) => !WORDS.has(name.toLowerCase()))
    .map(([, metric = '', matchers = '']) => ({
      metric,
      labels: [...matchers.matchAll(/(\w+)\s*[=!]/g)].map(([, label = '']) => label),
    }))
}

/** What Grafana puts in for its own variables. */
export const withoutVariables = (expr: string): string => expr.replaceAll('$__rate_interval', '1m')
