/** What a person sees of a local distributed system. */
import { textTable } from '../../commands/text-table.ts'
import type { ProcessReport } from './process-report.ts'

const DETAIL_CHARACTERS = 70

export function processTable(reports: readonly ProcessReport[]): string {
  return textTable(
    [
      { head: 'process' },
      { head: 'pid', right: true },
      { head: 'state' },
      { head: 'starts', right: true },
      { head: 'lag', right: true },
      { head: '' },
    ],
    reports.map(({ name, pid, state, restarts, lag, detail }) => [
      name,
      pid === undefined ? '-' : String(pid),
      state,
      String(restarts + 1),
      lag === undefined ? '-' : String(lag),
      detail.length > DETAIL_CHARACTERS ? `${detail.slice(0, DETAIL_CHARACTERS - 1)}…` : detail,
    ]),
  )
}
