/** What failed in a run of vitest, by name and with the beginning of its reason: it is asked for at the end of a long log. */
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const LINES_OF_A_REASON = 12

interface FileResult {
  readonly name: string
  readonly status: string
  readonly message?: string
  readonly assertionResults?: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages?: readonly string[]
  }[]
}

/** Empty for a result that is not vitest's: those have said so themselves. */
export function failuresIn(text: string | undefined, root: string): readonly string[] {
  const files = resultsIn(text)
  return files
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults = [] }) => {
      const file = relative(root, name)
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      if (failed.length === 0) return [`${file}\n${beginning(message)}`]
      return failed.map(
        ({ fullName, failureMessages = [] }) => `${file}: ${fullName}\n${beginning(failureMessages[0])}`,
      )
    })
}

function resultsIn(text: string | undefined): readonly FileResult[] {
  try {
    const { testResults } = JSON.parse(text ?? '{}') as { readonly testResults?: readonly FileResult[] }
    return Array.isArray(testResults) ? testResults : []
  } catch {
    return []
  }
}

const beginning = (reason = 'no reason is told'): string =>
  stripVTControlCharacters(reason)
    .split('\n')
    .slice(0, LINES_OF_A_REASON)
    .map((line) => `    ${line}`)
    .join('\n')
