import type { Row } from './harness.ts'

/** Rows as a table for a terminal; `✗` marks a missed target. */
export function renderTable(rows: readonly Row[]): string {
  const heads = ['benchmark', 'median', 'min … max', 'floor', 'ratio', 'target']
  const cells = rows.map((row) => [
    row.name,
    `${figure(row.subject.median)} ${row.unit}`,
    `${figure(row.subject.min)} … ${figure(row.subject.max)}`,
    row.floor ? `${figure(row.floor.median)} (${row.floor.name})` : '',
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.target === undefined ? '' : `${row.met ? '✓' : '✗'} ${row.target}`,
  ])
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((line) => line[i]?.length ?? 0)))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  const lines = [line(heads), ...cells.map(line)]
  for (const row of rows) {
    if (row.extra)
      lines.push(
        `  ${row.name}: ${Object.entries(row.extra)
          .map(([k, v]) => `${k} ${v}`)
          .join(', ')}`,
      )
  }
  return lines.join('\n')
}

export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value >= 1_000_000) return `${(value / 1_000_000).toFixed(2)} M`
  if (value >= 10_000) return `${(value / 1_000).toFixed(1)} k`
  if (value >= 100) return value.toFixed(0)
  return value.toFixed(value >= 10 ? 1 : 3)
}
